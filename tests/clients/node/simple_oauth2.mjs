// simple-oauth2, unmodified. Argument: {base, id, secret, location: "header" or "body", walk} as JSON.

import { createRequire } from 'node:module'
import { report } from './walk.mjs'

const { ClientCredentials } = createRequire(import.meta.url)('simple-oauth2')
const { base, id, secret, location, walk = true } = JSON.parse(process.argv[2])

const client = new ClientCredentials({
  client: { id, secret },
  auth: { tokenHost: new URL(base).origin, tokenPath: `${new URL(base).pathname}/oauth/token` },
  options: { authorizationMethod: location },
})

await report(
  walk ? base : null,
  async () => (await client.getToken({})).token,
  (error) => ({ kind: error.data?.payload?.error, status: error.output?.statusCode }),
)
