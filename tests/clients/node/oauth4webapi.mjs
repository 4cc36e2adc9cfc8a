// oauth4webapi, unmodified: it form-encodes HTTP Basic. Argument: {base, id, secret, location: "header" or "body", walk} as JSON.

import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { report } from './walk.mjs'

const path = createRequire(import.meta.url).resolve('oauth4webapi')
const oauth = await import(pathToFileURL(path).href)
const { base, id, secret, location, walk = true } = JSON.parse(process.argv[2])

const server = { issuer: base, token_endpoint: `${base}/oauth/token` }
const client = { client_id: id }
const authenticate = location === 'body' ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret)

await report(
  walk ? base : null,
  async () => {
    const insecure = { [oauth.allowInsecureRequests]: true }
    const answer = await oauth.clientCredentialsGrantRequest(server, client, authenticate, {}, insecure)
    return oauth.processClientCredentialsResponse(server, client, answer)
  },
  (error) => ({ kind: error.constructor.name, status: error.status }),
)
