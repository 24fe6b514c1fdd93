/* Search on demand.

   The theme loads its search engine and the whole index with every page. This worker takes its
   place: it says at once that it is ready, and loads both with the first query. It lies beside the
   theme's worker because that one looks for its language files relative to this address.

   main.html names it as "search-on-demand.js?<file name of the theme's worker>".
   Messages, as the theme defines them: {type, data}. */
"use strict"

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
const answer = self.postMessage.bind(self)

let engine = "none"    // "none", "loading" or "ready"
let waiting = null     // the last query that came before the engine was ready

addEventListener("message", event => {
  if (event.data.type !== QUERY || engine === "ready") return   // goes on to the engine
  event.stopImmediatePropagation()
  if (!event.data.data.trim()) return answer({ type: RESULT, data: { items: [] } })
  waiting = event.data
  if (engine === "none") start()
})

async function start() {
  engine = "loading"
  try {
    const response = await fetch("../../../search/search_index.json")
    const index = await response.json()
    self.postMessage = fromEngine
    importScripts(location.search.slice(1))
    dispatch({ type: SETUP, data: { ...index, options: { suggest: false } } })
  } catch (error) {   // no connection: the next query tries again
    engine = "none"
    answer({ type: RESULT, data: { items: [] } })
  }
}

function fromEngine(message) {
  if (message.type !== READY) return answer(message)
  engine = "ready"
  dispatch(waiting)
}

function dispatch(message) {
  dispatchEvent(new MessageEvent("message", { data: message }))
}

answer({ type: READY })
