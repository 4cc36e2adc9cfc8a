import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Oniva, login } from './oniva.mjs'
import { newWorld } from './world.mjs'

test('two worlds at once never meet', async (t) => {
  const [mine, yours] = await Promise.all([newWorld(t, 'oniva', { seed: 1 }), newWorld(t, 'oniva', { seed: 2 })])
  const clients = [mine, yours].map((world) => new Oniva(world.base_url, login(world)))
  const [myEvents, yourEvents] = await Promise.all(clients.map((client) => client.list('/events')))

  assert.notDeepEqual(myEvents, yourEvents)
  assert.equal(await mine.count({ operation: 'listEvents' }), 1)
  assert.equal(await yours.count({ operation: 'listEvents' }), 1)
  // The credentials of one open no other.
  await assert.rejects(new Oniva(mine.base_url, login(yours)).get('/me'), { message: /401/ })
})

test('the same seed and epoch have the same data', async (t) => {
  const worlds = await Promise.all([newWorld(t, 'oniva'), newWorld(t, 'oniva')])
  const [first, second] = await Promise.all(worlds.map((world) => new Oniva(world.base_url, login(world)).get('/events')))

  assert.deepEqual(first, second)
})

test('an ON24 account is let in by its headers', async (t) => {
  const { base_url: base, credentials, headers } = await newWorld(t, 'on24')
  const answer = await fetch(`${base}/v2/client/${credentials.client_id}/event/${credentials.event_id}`, { headers })

  assert.equal(answer.status, 200)
  assert.equal(String((await answer.json()).eventid), credentials.event_id)
})
