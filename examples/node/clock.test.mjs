import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Oniva, login } from './oniva.mjs'
import { newWorld } from './world.mjs'

test('a token expires after an hour of the world, and the client goes on', async (t) => {
  const world = await newWorld(t, 'oniva', { freeze: true })
  const client = new Oniva(world.base_url, login(world))

  await client.get('/me')
  await world.turnClock({ advance: 'PT59M59S' })
  await client.get('/me')
  assert.equal(await world.count({ operation: 'issueToken' }), 1)

  await world.turnClock({ advance: 1 })
  await client.get('/me')
  assert.equal(await world.count({ operation: 'getMe', status: 401 }), 1)
  assert.equal(await world.count({ operation: 'issueToken' }), 2)
})
