// The code under test, as an integrator writes it: simple-oauth2 for tokens, fetch for everything else.

import { ClientCredentials } from 'simple-oauth2'

const TRIES = 4
const PAUSE = 1 // seconds

export class Oniva {
  #base
  #oauth
  #token
  #sleep

  constructor(baseUrl, { id, secret }, sleep = (seconds) => new Promise((wake) => setTimeout(wake, 1000 * seconds))) {
    const { origin, pathname } = new URL(baseUrl)
    const auth = { tokenHost: origin, tokenPath: `${pathname}/oauth/token` }
    this.#oauth = new ClientCredentials({ client: { id, secret }, auth, options: { authorizationMethod: 'body' } })
    this.#base = baseUrl
    this.#sleep = sleep
  }

  // Returns the JSON of a path. Logs in when it has to, and tries again where that can help.
  async get(path, query = {}) {
    for (let left = TRIES - 1; ; left--) {
      this.#token ??= (await this.#oauth.getToken({})).token.access_token
      const answer = await this.#send(`${this.#base}/api/v1${path}?${new URLSearchParams(query)}`)
      if (answer?.ok) return answer.json()
      const status = answer?.status ?? 'connection lost'
      if (!left || ![401, 429, 503, 'connection lost'].includes(status)) throw new Error(`${path}: ${status}`)
      if (status === 401) this.#token = undefined
      else await this.#sleep(Number(answer?.headers.get('retry-after') ?? PAUSE))
    }
  }

  // Returns every item of a list, from as many pages as there are.
  async list(path, query = {}) {
    const items = []
    for (let page = 1; ; page++) {
      const body = await this.get(path, { ...query, page, limit: 100 })
      items.push(...body.items)
      if (!body.itemCount || items.length >= body.totalCount) return items
    }
  }

  async #send(url) {
    try {
      return await fetch(url, { headers: { authorization: `Bearer ${this.#token}` } })
    } catch (error) {
      if (error.cause?.code === 'ECONNREFUSED') throw error
      return undefined // reset, or closed without an answer
    }
  }
}

// The login of a world that onmock made.
export function login({ credentials }) {
  return { id: credentials.client_id, secret: credentials.client_secret }
}
