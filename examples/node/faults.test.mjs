import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Oniva, login } from './oniva.mjs'
import { newWorld } from './world.mjs'

// A world that stands still, and a client whose waiting turns its clock: no test waits for real.
async function start(t) {
  const world = await newWorld(t, 'oniva', { freeze: true })
  const waits = []
  const client = new Oniva(world.base_url, login(world), async (seconds) => {
    waits.push(seconds)
    await world.turnClock({ advance: seconds })
  })
  return { world, client, waits }
}

test('503 twice, then fine', async (t) => {
  const { world, client, waits } = await start(t)
  const fault = await world.order({ operation: 'listEvents', times: 2, effect: { status: 503 } })

  assert.ok((await client.get('/events')).totalCount > 0)
  assert.deepEqual(waits, [1, 1])
  assert.equal(await world.hits(fault), 2)
})

test('a connection reset, as fetch sees it and as the client survives it', async (t) => {
  const { world, client } = await start(t)
  await world.order({ times: 1, effect: { connection: 'reset' } })
  await assert.rejects(fetch(`${world.base_url}/api/v1/events`), (error) => error.cause.code === 'ECONNRESET')

  await client.get('/me')
  await world.order({ operation: 'listEvents', times: 1, effect: { connection: 'reset' } })
  assert.ok((await client.get('/events')).totalCount > 0)
})

test('a spent limit is waited for as long as Retry-After says', async (t) => {
  const { world, client, waits } = await start(t)
  await client.get('/me')
  await world.order({ operation: 'listEvents', times: 1, effect: { limit: 'exhausted' } })

  assert.ok((await client.get('/events')).totalCount > 0)
  assert.deepEqual(waits, [60])
  assert.equal(await world.count({ operation: 'listEvents', status: 429 }), 1)
})
