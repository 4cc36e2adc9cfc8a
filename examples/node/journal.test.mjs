import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Oniva, login } from './oniva.mjs'
import { newWorld } from './world.mjs'

test('the journal tells what was sent, and shows no secret', async (t) => {
  const world = await newWorld(t, 'oniva')
  await new Oniva(world.base_url, login(world)).get('/events', { status: 'active', limit: 5, colour: 'red' })

  const [token, list] = await world.requests()
  assert.deepEqual([token.operation, list.operation], ['issueToken', 'listEvents'])
  assert.deepEqual(list.query, { status: ['active'], limit: ['5'], colour: ['***'] })
  assert.deepEqual(list.unknown, ['colour'])
  assert.deepEqual(token.body.client_secret, ['***'])
  assert.ok(!JSON.stringify([token, list]).includes(world.credentials.client_secret))
})

test('a matcher counts what is masked as well', async (t) => {
  const world = await newWorld(t, 'oniva')
  const client = new Oniva(world.base_url, login(world))
  const [event] = (await client.get('/events')).items
  await client.get(`/events/${event.id}/bookings`, { email: 'anna@example.com' })

  const asked = (email) => world.count({ operation: 'listEventBookings', query: { email } })
  assert.deepEqual([await asked('anna@example.com'), await asked('beat@example.com')], [1, 0])
  assert.ok(!JSON.stringify(await world.requests()).includes('anna@example.com'))
})
