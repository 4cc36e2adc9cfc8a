import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Oniva, login } from './oniva.mjs'
import { newWorld } from './world.mjs'

test('the day a property is renamed can be rehearsed', async (t) => {
  const world = await newWorld(t, 'oniva')
  const client = new Oniva(world.base_url, login(world))
  const [event] = (await client.get('/events')).items
  const [before] = await client.list(`/events/${event.id}/bookings`)
  await world.order({ effect: { break: 'listEventBookings:/items/*/contact/email:rename=mail' } })

  const [after] = await client.list(`/events/${event.id}/bookings`)

  assert.equal(after.contact.mail, before.contact.email)
  assert.equal(after.contact.email, undefined)
})
