// node-on24, unmodified. Argument: {base, credentials, calls: [[api, method, arguments], …]} as JSON.
// Prints for each call {value}, or {error} where it was rejected.

import { createRequire } from 'node:module'

const On24 = createRequire(import.meta.url)('node-on24').default
const { base, credentials, calls } = JSON.parse(process.argv[2])
const client = new On24({ baseUrl: base, ...credentials })

const told = []
for (const [api, method, given] of calls) {
  try {
    told.push({ value: await client[api][method](...given) })
  } catch (error) {
    told.push({ error: { message: error.message, status: error.response?.statusCode, body: error.body } })
  }
}
console.log(JSON.stringify(told))
