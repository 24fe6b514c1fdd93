/* Words: one spelling for the many ways in which a German word is typed and bent.

   Pure functions; nothing here knows pages, a theme or a browser. */
"use strict"

const Words = (() => {
  const WORD = /[\p{L}\p{N}]+(?:[*:_](?:innen|in)(?!\p{L}))?/gu   // „Bürger*innen“ is one word
  const HYPHENATED = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu

  /** The words of a text as written: [{word, start}, …]. */
  function tokens(text) {
    return Array.from(text.matchAll(WORD), match => ({ word: match[0], start: match.index }))
  }

  const writtenWords = text => text.match(WORD) || []

  /** Folded words of a text, in order; signs that fold to nothing are no words. */
  const foldedWords = text => writtenWords(text).map(fold).filter(Boolean)

  /** Folded hyphenated words written in one: „Heimat-Scheck“ gives „heimatscheck“. */
  const joinedWords = text => (text.match(HYPHENATED) || []).map(fold)

  /** Lower case, umlauts and accents gone: Straße, Strasse → strasse; Bürger, Buerger, Burger → burger. */
  function fold(word) {
    const lower = word.toLowerCase()
    if (/^[a-z0-9]*$/.test(lower) && !/[aou]e/.test(lower)) return lower   // most words; the rest is slow
    return lower.normalize("NFC")
      .replace(/ß/g, "ss").replace(/ä|ae/g, "a").replace(/ö|oe/g, "o").replace(/ü|(?<![aeq])ue/g, "u")
      .normalize("NFD").replace(/[^a-z0-9]/g, "")
  }

  /** „abgegrenzt“, „ausgezahltes“ → abgrenz, auszahl: what the noun in -ung begins with. Of weak verbs with a separable prefix. */
  function verbOf(folded) {
    return folded.replace(/^(ab|an|auf|aus|bei|ein|fest|her|hin|mit|nach|um|vor|weg|weiter|zu|zuruck|zusammen)ge(.{3,}?)e?t(?:e[mnrs]?)?$/, "$1$2")
  }

  /** CISTEM, the German stemmer of Weissweiler and Fraser (2017), for a folded word. */
  function stem(folded) {
    let rest = verbOf(folded).replace(/^ge(?=.{4})/, "")
      .replace(/sch/g, "$").replace(/ei/g, "%").replace(/ie/g, "&").replace(/(.)\1/g, "$1*")
    while (rest.length > 3) {
      const shorter = withoutEnding(rest)
      if (shorter === rest) break
      rest = shorter
    }
    return rest.replace(/(.)\*/g, "$1$1").replace(/%/g, "ei").replace(/&/g, "ie").replace(/\$/g, "sch")
  }

  function withoutEnding(word) {
    const long = word.length > 5 ? word.replace(/(?:e[mr]|nd)$/, "") : word
    return long === word ? word.replace(/[tesn]$/, "") : long
  }

  /** The folded word without its inflection only, to look for it inside longer words. */
  function trunk(folded) {
    return verbOf(folded).replace(/nisse[ns]?$/, "nis")
      .replace(/(?:innen|ern|en|er|em|es|e|n|s)$/, (ending, at) => at >= 4 ? "" : ending)
  }

  /** Number of edits (insert, delete, replace, swap neighbours) from `a` to `b`, at most `limit` + 1. */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1
    let beforeLast, last = Array.from({ length: b.length + 1 }, (_, i) => i)
    for (let i = 1; i <= a.length; i++) {
      const row = [i]
      let smallest = i
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
        if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1)
        smallest = Math.min(smallest, row[j])
      }
      if (smallest > limit) return limit + 1
      beforeLast = last
      last = row
    }
    return last[b.length]
  }

  return { tokens, writtenWords, foldedWords, joinedWords, fold, stem, trunk, distance }
})()
