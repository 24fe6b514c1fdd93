/* Results: ranked subjects in the form in which the theme draws them, with excerpts and marks. */
"use strict"

const Results = (() => {
  const EXCERPT = 160          // characters
  const SAID = .7              // a section is shown if its heading is the query or the query its heading, …
  const STRONG = .6            // … or one that holds nearly as much of it as title and keywords of its page
  const SHOWN_AT = .75         // and a second one nearly as good
  const MOST_SHOWN = 2
  const MOST_FOLDED = 4        // some more can be unfolded
  const FOLDED_AT = .35
  const TERMS_SHOWN = 3

  /** [[item, …], …] for the theme: one list per page; item = {location, title, text, score, terms}. */
  function draw(data, postings, ranked) {
    const pages = new Map()
    for (const result of ranked) {
      const page = postings.subjects[result.subject].page
      pages.has(page) ? pages.get(page).push(result) : pages.set(page, [result])
    }
    return Array.from(pages, ([page, results]) => drawPage(data, postings, page, results))
  }

  function drawPage(data, postings, page, results) {
    const { sections } = postings
    const [address, title, part, description] = data.pages[page]
    const matched = new Set(Array.from(results[0].matched, id => postings.words[id]))
    const score = results[0].score
    const terms = Object.fromEntries(results[0].missing.map(word => [word, false]))
    const found = results.filter(result => sections[result.sections[0]?.section]?.anchor && isTerm(postings, result))
    const chapter = results.find(result => !isTerm(postings, result))
    const places = chapter ? chapter.sections : []
    const overview = places.find(place => !sections[place.section].anchor)
    const inside = places.filter(place => sections[place.section].anchor).sort((a, b) => (b.said >= SAID) - (a.said >= SAID))
    const best = inside.length ? inside[0].score : 0
    const worthShowing = place => place.said >= SAID || (place.score >= SHOWN_AT * best && place.score >= STRONG * (overview?.score || 0))
    const shown = [
      ...found.slice(0, TERMS_SHOWN).map(result => result.sections[0]),
      ...inside.filter(worthShowing).slice(0, MOST_SHOWN),
    ]
    const folded = inside.filter(place => !shown.includes(place) && place.score >= FOLDED_AT * best).slice(0, MOST_FOLDED)
    const item = (place, points) => {
      const { anchor, heading, text } = sections[place.section]
      return { location: address + anchor, title: mark(heading, matched), text: excerpt(text, matched), score: points, terms: {} }
    }
    const head = {
      location: address, title: mark(title, matched) + (part ? `<span class="search-part"> ${escape(part)}</span>` : ""),
      text: excerpt(description, matched) + keyword(postings, chapter, matched), score, terms,
    }
    const first = shown.map(place => item(place, score))
    if (first.length) head.score *= .9   // the Enter key opens what has the highest score: the section
    if (first.length) first[0].terms = terms
    const rest = folded.map(place => item(place, score / 2))
    return first.length ? [first[0], head, ...first.slice(1), ...rest] : [head, ...rest]
  }

  /** The keyword that led here: often neither title nor description hold what was typed. */
  function keyword(postings, result, matched) {
    const name = result && postings.names[result.name]
    return name?.field === Postings.FIELD.keyword ? ` <span class="search-keyword">Stichwort: ${mark(name.text, matched)}</span>` : ""
  }

  function isTerm(postings, result) {
    return postings.sections[postings.subjects[result.subject].sections[0]].anchor !== ""
  }

  const escape = text => text.replace(/[&<>"]/g, sign => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign])

  /** Text as HTML with every matched word marked. */
  function mark(text, matched) {
    let html = "", end = 0
    for (const { word, start } of Words.tokens(text)) {
      if (!matched.has(Words.fold(word))) continue
      html += escape(text.slice(end, start)) + `<mark>${escape(word)}</mark>`
      end = start + word.length
    }
    return (html + escape(text.slice(end))).replace(/<\/mark>([\s-])<mark>/g, "$1")
  }

  /** The stretch of `text` with the most different matched words, cut at words, as marked HTML. */
  function excerpt(text, matched) {
    if (text.length <= EXCERPT) return mark(text, matched)
    const hits = Words.tokens(text).map(token => ({ ...token, folded: Words.fold(token.word) })).filter(token => matched.has(token.folded))
    let best = 0, most = 0
    hits.forEach((hit, number) => {
      const inside = new Set()
      for (let i = number; i < hits.length && hits[i].start < hit.start + EXCERPT - 40; i++) inside.add(hits[i].folded)
      if (inside.size > most) [best, most] = [hit.start, inside.size]
    })
    const start = best < EXCERPT / 2 ? 0 : startOfSentence(text, best)
    const end = start + EXCERPT >= text.length ? text.length : text.lastIndexOf(" ", start + EXCERPT)
    return (start ? "… " : "") + mark(text.slice(start, end), matched) + (end < text.length ? " …" : "")
  }

  /** Begin at the sentence if it begins near, else a few words before the hit. */
  function startOfSentence(text, at) {
    const sentence = Math.max(text.lastIndexOf(". ", at), text.lastIndexOf("; ", at)) + 2
    if (sentence > 1 && at - sentence < EXCERPT / 2) return sentence
    return text.indexOf(" ", Math.max(0, at - 60)) + 1
  }

  return { draw, mark, excerpt }
})()
