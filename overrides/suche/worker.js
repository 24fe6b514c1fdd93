/* The search as the theme's script knows it: a worker that answers messages {type, data}.

   It says at once that it is ready and loads engine and index with the first query, not with every
   page. Beside it lie engine.js (the other files of this folder, joined) and index.js (the data);
   both are scripts, so that they also load from a folder on the reader's own disk (file://), where
   the page puts a frame in the worker's place. */
"use strict"

{
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  const here = self.document ? document.currentScript.src : location.href
  const answer = data => postMessage({ type: RESULT, data })

  let engine = null      // answers a query once everything is loaded
  let loading = false
  let waiting = null     // the last query that came before

  addEventListener("message", ({ data: message }) => {
    if (message.type === SETUP) use(message.data)
    if (message.type !== QUERY) return
    if (!message.data.trim()) answer({ items: [] })
    else if (engine) answer(engine(message.data))
    else {
      waiting = message.data
      if (!loading) load()
    }
  })

  async function load() {
    loading = true
    try {
      await importScripts(...["index.js", "engine.js"].map(name => new URL(name, here).href))   // the engine cannot load twice
      use(self.searchData)
    } catch (error) {   // no connection: the next query tries again
      answer({ items: [] })
    }
    loading = false
  }

  function use(data) {
    const fillers = new Set(data.fillers.map(Words.fold))
    const language = { fillers, termQuestions: data.termQuestions }
    const postings = Postings.create(data, fillers)
    const vocabulary = Vocabulary.create(postings.words, data.synonyms)
    engine = query => ({ items: Results.draw(data, postings, Ranking.search(postings, vocabulary, language, query)) })
    if (waiting !== null) answer(engine(waiting))
    waiting = null
  }

  postMessage({ type: READY })
}
