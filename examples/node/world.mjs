// A world of one's own on a running onmock. Copy this file: it needs fetch (Node 18 or newer) and nothing else.

const SERVER = process.env.ONMOCK_URL ?? 'http://127.0.0.1:8024'

async function control(method, path, document) {
  const answer = await fetch(`${SERVER}/__admin${path}`, {
    method,
    headers: document && { 'content-type': 'application/json' },
    body: document && JSON.stringify(document),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text && JSON.parse(text)
}

// Makes a world for the test `t` and drops it afterwards: base_url, token_url, credentials, headers, and what is below.
// `wish` may have seed, epoch, scenario, scale, scopes and freeze. What went wrong on onmock's side fails the test, and
// so does a fault that no request met.
export async function newWorld(t, vendor, wish = {}) {
  const world = await control('POST', '/worlds', { vendor, seed: 1, epoch: '2026-03-02', name: t.name, ...wish })
  const { id } = world

  t.after(async () => {
    const { violations, errors, unmet_faults: unmet } = await control('DELETE', `/worlds/${id}`)
    const complaints = [...violations, ...errors, ...unmet]
    if (complaints.length) throw new Error(`onmock: ${JSON.stringify(complaints)}`)
  })
  return {
    ...world,
    turnClock: (turn) => control('POST', '/clock', { world: id, ...turn }), // {advance: 'PT1H'}, {freeze: true} ...
    order: (fault) => control('POST', '/faults', { world: id, ...fault }), // {operation, times, effect: {status: 503}}
    hits: async (fault) => (await control('GET', `/faults/${fault.id}`)).hits,
    requests: async () => (await control('GET', `/requests?world=${id}`)).requests.reverse(), // oldest first
    count: async (matcher) => (await control('POST', '/requests/count', { world: id, ...matcher })).count,
    pin: (kind, fields) => control('POST', `/worlds/${id}/records/${kind}`, fields),
  }
}
