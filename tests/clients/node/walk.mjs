// A walk through every booking of a tenant with fetch, and what the scripts here print.

const LIMIT = 100

async function walkTenant(base, token) {
  async function list(path) {
    const items = []
    for (let page = 1; ; page++) {
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(`${base}${path}?page=${page}&limit=${LIMIT}`, { headers })
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      const body = await answer.json()
      items.push(...body.items)
      if (page * LIMIT >= body.totalCount) return items
    }
  }

  const bookings = []
  for (const event of await list('/api/v1/events')) {
    for (const booking of await list(`/api/v1/events/${event.id}/bookings`)) bookings.push(booking.id)
  }
  return bookings
}

// Logs in with a client library and walks unless base is null; prints {token, bookings}, or {error} as `describe` sees it.
export async function report(base, logIn, describe) {
  let token
  try {
    token = await logIn()
  } catch (error) {
    console.log(JSON.stringify({ error: describe(error) }))
    return
  }
  const bookings = base === null ? null : await walkTenant(base, token.access_token)
  console.log(JSON.stringify({ token, bookings }))
}
