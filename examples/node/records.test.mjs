import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Oniva, login } from './oniva.mjs'
import { newWorld } from './world.mjs'

test('a booking that the test needs is there, and everything agrees with it', async (t) => {
  const world = await newWorld(t, 'oniva')
  const client = new Oniva(world.base_url, login(world))
  const [event] = (await client.get('/events', { status: 'active' })).items
  const before = await client.get(`/events/${event.id}/bookings`)

  const pinned = await world.pin('bookings', { eventId: event.id, contact: { email: 'anna@example.com' } })

  assert.deepEqual(await client.list(`/events/${event.id}/bookings`, { email: 'anna@example.com' }), [pinned])
  assert.equal((await client.get(`/events/${event.id}/bookings`)).totalCount, before.totalCount + 1)
})
