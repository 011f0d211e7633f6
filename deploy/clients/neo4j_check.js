// The Neo4j driver for JavaScript.
const assert = require('assert')
const neo4j = require('neo4j-driver')

async function main (url) {
  const driver = neo4j.driver(url)
  await driver.verifyConnectivity()
  const one = async (query, parameters) => (await driver.executeQuery(query, parameters)).records[0].get(0)

  for (const value of [null, true, neo4j.int('-9223372036854775808'), 2.5, 'ü', [neo4j.int(1), 'a', null], { a: { b: 'c' } },
    new neo4j.types.Point(neo4j.int(7203), 1, 2)]) {
    assert.deepStrictEqual(await one('RETURN $x', { x: value }), value)
  }
  for (const time of [new neo4j.types.Date(2020, 1, 2), new neo4j.types.DateTime(2020, 1, 2, 3, 4, 5, 6000, 7200), new neo4j.types.Duration(0, 2, 3, 4000)]) {
    assert.strictEqual((await one('RETURN $x', { x: time })).toString(), time.toString())
  }
  const node = await one('CREATE (n:Client {x: 1.5})-[:R]->() RETURN n')
  assert.deepStrictEqual([node.labels, node.properties], [['Client'], { x: 1.5 }])
  await assert.rejects(one('RETURN 1 / 0'), { code: 'Memgraph.ClientError.MemgraphError.MemgraphError', gqlStatus: '22000', message: /^Division by zero\./ })

  const session = driver.session({ fetchSize: 3 })
  const tx = await session.beginTransaction()
  const results = await Promise.all([1, 2, 3].map(i => tx.run('UNWIND range(1, 50) AS x RETURN x * $i', { i: neo4j.int(i) })))
  results.forEach((result, i) => assert.strictEqual(result.records[49].get(0).toNumber(), 50 * (i + 1)))
  await tx.commit()
  await session.close()

  await one("MERGE (c:Counter {name: 'js'}) SET c.n = 0 RETURN c")
  await Promise.all([...Array(5)].map(async () => {
    const session = driver.session()
    for (let i = 0; i < 20; i++) {
      await session.executeWrite(tx => tx.run("MATCH (c:Counter {name: 'js'}) SET c.n = c.n + 1"))
    }
    await session.close()
  }))
  assert.strictEqual((await one("MATCH (c:Counter {name: 'js'}) RETURN c.n")).toNumber(), 100)
  await driver.close()
  console.log('neo4j for JavaScript, ' + url + ': content')
}

main(process.argv[2]).catch(error => {
  console.error(error)
  process.exit(1)
})
