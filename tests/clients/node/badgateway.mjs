// @badgateway/oauth2-client, unmodified, with its fetch that renews tokens. Argument: {base, clock, world, id, secret,
// method} as JSON; `clock` is where the clock of the world is turned. Prints the statuses of /me before and after.

import { createRequire } from 'node:module'

const { OAuth2Client, OAuth2Fetch } = createRequire(import.meta.url)('@badgateway/oauth2-client')
const { base, clock, world, id, secret, method } = JSON.parse(process.argv[2])

const client = new OAuth2Client({
  tokenEndpoint: `${base}/oauth/token`,
  clientId: id,
  clientSecret: secret,
  authenticationMethod: method,
})
const wrapper = new OAuth2Fetch({ client, getNewToken: () => client.clientCredentials(), scheduleRefresh: false })

async function advance(seconds) {
  const body = JSON.stringify({ world, advance: seconds })
  await fetch(clock, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

const statuses = []
try {
  for (const seconds of [0, 3599, 1, 3600]) {
    await advance(seconds)
    statuses.push((await wrapper.fetch(`${base}/api/v1/me`)).status)
  }
  console.log(JSON.stringify({ statuses }))
} catch (error) {
  console.log(JSON.stringify({ statuses, error: { kind: error.oauth2Code, status: error.httpCode ?? error.response?.status } }))
}
