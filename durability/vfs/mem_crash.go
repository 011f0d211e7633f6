package vfs

import (
	"maps"
	"math/rand/v2"
	"slices"
)

// Keep says what a crash leaves of what was not synced.
type Keep uint8

// The policies of a crash. Between them lies everything a disk may do.
const (
	// KeepNone loses every byte and name that was not synced.
	KeepNone Keep = iota
	// KeepAll loses nothing, as when only the process is killed.
	KeepAll
	// KeepSome tosses a coin for every sector of every write, every change of
	// size and every change of a directory, in the order they were made.
	KeepSome
)

// Crash describes a power cut.
type Crash struct {
	Keep Keep
	Seed uint64 // of the coin of KeepSome
}

// sectorSize is the unit that a disk writes whole or not at all.
const sectorSize = 512

// CrashClone returns the file system as a machine would find it that lost power
// now and came up again. The receiver lives on; locks are released in the clone.
func (m *Mem) CrashClone(c Crash) *Mem {
	m.mu.Lock()
	defer m.mu.Unlock()
	cut := &powerCut{
		keep:   c.Keep,
		coin:   rand.New(rand.NewPCG(c.Seed, 0x9e3779b97f4a7c15)),
		inodes: map[*memInode]*memInode{},
	}
	clone := NewMem()
	clone.capacity = m.capacity
	clone.root = cut.dir(m.root)
	for _, inode := range cut.inodes {
		clone.used += int64(len(inode.data))
	}
	return clone
}

type powerCut struct {
	keep   Keep
	coin   *rand.Rand
	inodes map[*memInode]*memInode // old → what is left of it
}

func (p *powerCut) keeps() bool {
	switch p.keep {
	case KeepNone:
		return false
	case KeepAll:
		return true
	default:
		return p.coin.IntN(2) == 0
	}
}

func (p *powerCut) dir(old *memDir) *memDir {
	names := maps.Clone(old.durable)
	for _, change := range old.pending {
		if !p.keeps() {
			continue
		}
		for _, set := range change {
			setName(names, set.name, set.node)
		}
	}
	left := newMemDir()
	for _, name := range slices.Sorted(maps.Keys(names)) { // a fixed order for the coin
		switch node := names[name].(type) {
		case *memDir:
			left.names[name] = p.dir(node)
		case *memInode:
			left.names[name] = p.file(node)
		}
	}
	left.durable = maps.Clone(left.names)
	return left
}

func (p *powerCut) file(old *memInode) *memInode {
	if left, ok := p.inodes[old]; ok {
		left.links++
		return left
	}
	data := slices.Clone(old.durable)
	for _, c := range old.pending {
		data = p.change(data, c)
	}
	left := &memInode{data: data, durable: slices.Clone(data), links: 1, modTime: old.modTime}
	p.inodes[old] = left
	return left
}

// change applies what the disk keeps of one change.
func (p *powerCut) change(data []byte, c dataChange) []byte {
	if c.data == nil || p.keep != KeepSome {
		if p.keeps() {
			data = c.applyTo(data)
		}
		return data
	}
	for rest := c; len(rest.data) > 0; {
		n := min(int64(len(rest.data)), sectorSize-rest.off%sectorSize)
		if p.keeps() {
			data = dataChange{rest.off, rest.data[:n]}.applyTo(data)
		} else if p.keeps() { // the size arrives, the bytes do not
			data = resize(data, max(int64(len(data)), rest.off+n))
		}
		rest = dataChange{rest.off + n, rest.data[n:]}
	}
	return data
}
