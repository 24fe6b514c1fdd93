/* Vocabulary: every word of the handbook once, and which of them a typed word may mean.

   `expand` answers with a weight between 0 and 1 per word; what that does to the order of pages is
   the business of ranking.js. */
"use strict"

const Vocabulary = (() => {
  const { fold, stem, trunk, distance } = Words

  const SAME = 1, SAME_STEM = .9, BEGINNING = .6, BEGINNING_OF_TRUNK = .5, HEAD = .5, INSIDE = .3
  const JOINED = .85           // two typed words that are one in the handbook
  const SYNONYM = .75, SYNONYM_BESIDE = .45   // the second where the handbook knows the typed word too
  const TYPO = .6
  const PART = .25             // head of a typed compound that the handbook knows as a whole
  const SHORTEST_PART = 4

  /** `words`: distinct folded words. `synonyms`: groups of words and word groups that mean the same. */
  function create(words, synonyms = []) {
    const byWord = new Map(words.map((word, id) => [word, id]))
    const byStem = new Map()
    words.forEach((word, id) => {
      const key = stem(word)
      byStem.has(key) ? byStem.get(key).push(id) : byStem.set(key, [id])
    })
    const starts = new Int32Array(words.length)
    let length = 1
    words.forEach((word, id) => { starts[id] = length; length += word.length + 1 })
    return {
      words, byWord, byStem, starts,
      text: `\n${words.join("\n")}\n`,   // one long text: the browser's own indexOf is the fastest scan there is
      letters: Uint32Array.from(words, lettersOf),
      synonyms: synonymsByKey(synonyms),
      expanded: new Map(),
    }
  }

  /** Which letters a word has, one bit each: words that differ in many cannot be one typo apart. */
  function lettersOf(word) {
    let bits = 0
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) % 32)
    return bits >>> 0
  }

  function differingLetters(a, b) {
    let bits = a ^ b, count = 0
    for (; bits; bits &= bits - 1) count++
    return count
  }

  /** A word group as it is looked up: „leere Läden“ → „leer lad“. */
  const keyOf = phrase => Words.foldedWords(phrase).map(stem).join(" ")

  function synonymsByKey(groups) {
    const result = new Map()
    for (const group of groups)
      for (const phrase of group) {
        const key = keyOf(phrase)
        result.set(key, [...(result.get(key) || []), ...group.filter(other => other !== phrase)])
      }
    return result
  }

  /** What a typed word may mean: Map of word number → weight. The last word may be unfinished. */
  function expand(vocabulary, typed) {
    const word = fold(typed)
    let result = vocabulary.expanded.get(word)
    if (result) return result
    result = new Map()
    let best = addMatches(vocabulary, word, 1, result)
    const synonyms = vocabulary.synonyms.get(stem(word)) || []
    for (const phrase of synonyms) addPhrase(vocabulary, phrase, best >= SAME_STEM ? SYNONYM_BESIDE : SYNONYM, result)
    if (best < HEAD && !synonyms.length) addTypos(vocabulary, word, result)
    const [head] = partsOf(vocabulary, word).slice(-1)
    if (head) addEqual(vocabulary, head, PART, result)
    if (vocabulary.expanded.size > 500) vocabulary.expanded.clear()
    vocabulary.expanded.set(word, result)
    return result
  }

  /** Synonyms of a group of typed words, for example „macht zu“: Map of word number → weight. */
  function expandGroup(vocabulary, typed) {
    const result = new Map()
    for (const phrase of vocabulary.synonyms.get(keyOf(typed.join(" "))) || []) addPhrase(vocabulary, phrase, SYNONYM, result)
    return result
  }

  /** Whether the editors' synonyms know this group of typed words. */
  const isGroup = (vocabulary, typed) => vocabulary.synonyms.has(keyOf(typed.join(" ")))

  /** Words written apart that the handbook writes as one („Leerstands Kataster“): Map of word number → weight. */
  function expandJoined(vocabulary, first, second) {
    const result = new Map()
    const parts = [fold(first), fold(second)]
    if (Math.min(parts[0].length, parts[1].length) < 3) return result
    for (const joint of ["", "s", "n"]) addEqual(vocabulary, parts.join(joint), JOINED, result)
    return result
  }

  function addPhrase(vocabulary, phrase, weight, result) {
    const words = Words.foldedWords(phrase)
    for (const word of words) addEqual(vocabulary, word, weight / words.length, result) || addCompounds(vocabulary, word, weight / words.length, result)
  }

  function keep(result, id, weight) {
    if (!(result.get(id) >= weight)) result.set(id, weight)
  }

  /** The same word, also inflected; returns the better weight found. */
  function addEqual(vocabulary, word, factor, result) {
    let best = 0
    for (const id of vocabulary.byStem.get(stem(word)) || []) {
      const weight = vocabulary.words[id] === word ? SAME : SAME_STEM
      best = Math.max(best, weight)
      keep(result, id, weight * factor)
    }
    return best
  }

  /** The word, its forms, and longer words that begin with it, end with it or contain it. */
  function addMatches(vocabulary, word, factor, result) {
    return Math.max(addEqual(vocabulary, word, factor, result), addCompounds(vocabulary, word, factor, result))
  }

  function addCompounds(vocabulary, word, factor, result) {
    const core = trunk(word)
    const { text, words, starts } = vocabulary
    let best = 0
    const needle = core.length > 3 ? core : word
    if (needle.length < 3) return best
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
      const id = wordAt(starts, at)
      const weight = weightInside(words[id], at - starts[id], word, core)
      if (!weight) continue
      best = Math.max(best, weight)
      keep(result, id, weight * factor)
    }
    return best
  }

  function weightInside(longer, at, word, core) {
    if (at === 0) return longer.startsWith(word) ? BEGINNING : core.length > 3 ? BEGINNING_OF_TRUNK : 0
    const isHead = longer.length > core.length + 3 && core.length > 3 && (longer.endsWith(word) || trunk(longer).endsWith(core))
    if (isHead) return HEAD
    return core.length > 4 && at > 2 ? INSIDE : 0
  }

  /** The number of the word that has position `at` of the long text. */
  function wordAt(starts, at) {
    let low = 0, high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle] <= at) low = middle
      else high = middle - 1
    }
    return low
  }

  /** One slip in a short word, two in a long one; an unfinished word counts as far as it goes. */
  function addTypos(vocabulary, word, result) {
    if (word.length < 5) return
    const { words, letters } = vocabulary
    const typed = lettersOf(word)
    for (let edits = 1; edits <= (word.length > 7 ? 2 : 1); edits++) {
      const found = []
      for (let id = 0; id < words.length; id++) {
        const other = words[id]
        if (other.length < 4 || other.length < word.length - edits) continue
        if (other.length <= word.length + edits) {
          if (differingLetters(typed, letters[id]) <= 2 * edits && distance(word, other, edits) <= edits) found.push(id)
        } else if (word.length > 6 && other[0] === word[0]) {
          if (differingLetters(typed & ~letters[id], 0) <= edits && distance(word, other.slice(0, word.length), edits) <= edits) keep(result, id, TYPO / edits)
        }
      }
      for (const id of found) addMatches(vocabulary, words[id], TYPO / edits, result)
      if (result.size) return
    }
  }

  /** A typed compound that the handbook does not know, as the two words it is made of, else [typed]. */
  function takeApart(vocabulary, typed) {
    const word = fold(typed)
    if (typed.includes(" ")) return [typed]
    const known = isKnown(vocabulary, word) || vocabulary.synonyms.has(stem(word)) || addCompounds(vocabulary, word, 1, new Map()) >= HEAD
    const parts = known ? [] : partsOf(vocabulary, word)
    return parts.length ? parts : [typed]
  }

  /** [first part, head] of a compound, the first part as long as possible; empty if one of them is unknown. */
  function partsOf(vocabulary, word) {
    for (let cut = word.length - SHORTEST_PART; cut >= SHORTEST_PART; cut--) {
      const head = word.slice(cut)
      if (!isKnown(vocabulary, head)) continue
      const first = [word.slice(0, cut), word.slice(0, cut).replace(/s$/, "")].find(part => isKnown(vocabulary, part))
      if (first) return [first, head]
    }
    return []
  }

  function isKnown(vocabulary, word) {
    return word.length >= SHORTEST_PART && (vocabulary.byWord.has(word) || (stem(word).length >= SHORTEST_PART && vocabulary.byStem.has(stem(word))))
  }

  return { create, expand, expandGroup, expandJoined, takeApart, isGroup }
})()
