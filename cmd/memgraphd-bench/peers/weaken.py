"""weaken.py FILE: makes a program's demand for newer versions of glibc and libstdc++ optional.

In the version needs of an ELF file every version has a flag that says that the
loader may go on without it; then symbols are looked up wherever they are, in a
preloaded library for instance.
"""
import struct
import sys

NEWER = (b"GLIBC_2.36", b"GLIBC_2.37", b"GLIBC_2.38", b"GLIBC_2.39", b"GLIBCXX_3.4.31", b"GLIBCXX_3.4.32", b"GLIBCXX_3.4.33")
SHT_GNU_VERNEED, VER_FLG_WEAK = 0x6FFFFFFE, 2


def sections(elf):
    offset, size, count = struct.unpack_from("<Q", elf, 40)[0], *struct.unpack_from("<HH", elf, 58)
    for i in range(count):
        yield struct.unpack_from("<IIQQQQIIQQ", elf, offset + i * size)


def weaken(elf):
    headers = list(sections(elf))
    for header in headers:
        if header[1] != SHT_GNU_VERNEED:
            continue
        names = headers[header[6]][4]
        need = header[4]
        for _ in range(header[7]):
            _, count, _, aux, following = struct.unpack_from("<HHIII", elf, need)
            at = need + aux
            for _ in range(count):
                _, flags, _, name, step = struct.unpack_from("<IHHII", elf, at)
                text = bytes(elf[names + name : elf.index(0, names + name)])
                if text in NEWER:
                    struct.pack_into("<H", elf, at + 4, flags | VER_FLG_WEAK)
                at += step
            need += following


with open(sys.argv[1], "r+b") as file:
    data = bytearray(file.read())
    weaken(data)
    file.seek(0)
    file.write(data)
