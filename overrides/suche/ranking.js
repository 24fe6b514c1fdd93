/* Ranking: which subjects answer a query, best first, and which of their sections.

   Pure functions over a vocabulary and postings, so that another front end can use them.
   The weights were set with tests/search/queries/; change them only with its figures at hand. */
"use strict"

const Ranking = (() => {
  const { FIELD, BITS } = Postings
  const FIELD_WEIGHT = { title: 5, keyword: 3, heading: 2, text: 1 }
  const NAME_WEIGHT = [1, .85, .5, 0]     // by number of the field
  const NAME_SHARE = 3                    // how much a name that is the whole query adds, in words in a title
  const SATURATION = 1.2                  // BM25's k1: the tenth mention says little more than the fifth
  const TERM_BONUS = 1.6                  // „Was heißt …?“ asks for the glossary
  const TERM_HANDICAP = .9                // else a chapter of the same name comes first, …
  const TERM_AMONG_OTHERS = .75           // … even more so if more than the term was typed
  const LEAST_SHARE = .12                 // of the best score; what lies below is noise
  const MOST_RESULTS = 15
  const LONGEST_GROUP = 3
  const PART = .6                         // importance of each half of a compound that was taken apart

  /** Typed text as words that matter: {words, asksForTerm}. `language`: {fillers: Set, termQuestions: [text]}.
      A known group with a filler in it („macht zu“) comes as one word with a space. */
  function readQuery(text, language, vocabulary) {
    const isFiller = word => language.fillers.has(Words.fold(word))
    const typed = text => Words.tokens(text.toLowerCase()).map(token => token.word).filter(Words.fold)
    const telling = words => withGroups(words, vocabulary, isFiller).filter(word => !isFiller(word))
    const plain = ` ${typed(text).join(" ")} `
    const cue = language.termQuestions.find(question => plain.includes(` ${question} `))
    const candidates = [telling(typed(cue ? plain.replace(cue, " ") : plain)), telling(typed(plain)), typed(plain)]
    return { words: candidates.find(words => words.length) || [], asksForTerm: Boolean(cue) }
  }

  /** The words with every known group of two or three that has a filler in it put together. */
  function withGroups(words, vocabulary, isFiller) {
    const result = []
    for (let i = 0; i < words.length;) {
      const length = [3, 2].find(length => {
        const group = words.slice(i, i + length)
        return group.length === length && group.some(isFiller) && Vocabulary.isGroup(vocabulary, group)
      }) || 1
      result.push(words.slice(i, i + length).join(" "))
      i += length
    }
    return result
  }

  /** Per typed word the words of the handbook it may mean: [Map of word number → weight]. */
  function meanings(vocabulary, words, fillers) {
    const result = words.map(word => new Map(word.includes(" ") ? Vocabulary.expandGroup(vocabulary, word.split(" ")) : Vocabulary.expand(vocabulary, word)))
    const addTo = (position, more) => {
      for (const [id, weight] of more) if (!(result[position].get(id) >= weight)) result[position].set(id, weight)
    }
    words.forEach((word, position) => {
      const telling = word.includes(" ") ? word.split(" ").filter(part => !fillers.has(Words.fold(part))) : []
      for (const part of telling) addTo(position, Vocabulary.expand(vocabulary, part))
    })
    for (let first = 0; first < words.length; first++)
      for (let length = 2; length <= LONGEST_GROUP && first + length <= words.length; length++) {
        const group = words.slice(first, first + length)
        const same = Vocabulary.expandGroup(vocabulary, group)
        if (length === 2) for (const [id, weight] of Vocabulary.expandJoined(vocabulary, ...group)) same.set(id, weight)
        for (let i = 0; i < length; i++) addTo(first + i, same)
      }
    return result
  }

  /** Best subjects first: [{subject, score, missing: [typed word], sections: [{section, score, said}], matched: Set of word numbers,
      name: number of the name that fits best}]. */
  function search(postings, vocabulary, language, text) {
    const { words: typed, asksForTerm } = readQuery(text, language, vocabulary)
    const parts = typed.map(word => Vocabulary.takeApart(vocabulary, word))
    const words = parts.flat()
    const importance = parts.flatMap(part => part.length > 1 ? part.map(() => PART) : [1])
    const groups = meanings(vocabulary, words, language.fillers)
    const scores = new Scores(postings)
    const rarities = groups.map((group, position) => scores.addWord(group, importance[position]))
    const mass = rarities.reduce((sum, rarity) => sum + rarity, 0) || 1
    const names = nameScores(postings, groups, rarities, mass)
    return scores.ranked(words, rarities, mass, names, asksForTerm)
  }

  /** How well each name is what was typed: Map of name number → {score: share of the query times share of
      the name, weighed by kind; said: the larger of the two shares}, all 0 to 1. */
  function nameScores(postings, groups, rarities, mass) {
    const found = new Map()
    groups.forEach((group, position) => {
      const best = new Map()   // name → [weight, rarity of its word]
      for (const [id, weight] of group)
        for (const name of postings.namesOf[id]) {
          const known = best.get(name)
          if (!known || known[0] < weight) best.set(name, [weight, postings.rarity[id]])
        }
      for (const [name, [weight, rarity]] of best) {
        const sum = found.get(name) || { query: 0, name: 0 }
        sum.query += weight * rarities[position]
        sum.name += weight * rarity
        found.set(name, sum)
      }
    })
    const result = new Map()
    for (const [number, sum] of found) {
      const name = postings.names[number]
      const ofQuery = sum.query / mass, ofName = Math.min(1, sum.name / (name.mass || 1))
      result.set(number, { score: ofQuery * ofName * NAME_WEIGHT[name.field], said: Math.max(ofQuery, ofName) })
    }
    return result
  }

  const saturated = count => (1 + SATURATION) * count / (SATURATION + count)

  /** Adds up what each word of the query finds. */
  class Scores {
    constructor(postings) {
      this.postings = postings
      this.subjects = new Map()   // number → {sum, found: [is word n on it]}
      this.sections = new Map()   // number → {sum, found}
      this.position = 0
      this.matched = new Set()
    }

    /** Count one typed word; returns how rare it is among the subjects (0: nowhere). */
    addWord(group, importance) {
      const { sections, subjects: all } = this.postings
      const bySection = this.collect(group)
      const bySubject = new Map()
      for (const [section, fields] of bySection) {
        const { subject } = sections[section]
        const sum = bySubject.get(subject)
        if (!sum) bySubject.set(subject, fields.slice())
        else for (let field = 0; field < 4; field++) sum[field] = field === FIELD.title ? Math.max(sum[field], fields[field]) : sum[field] + fields[field]
      }
      let frequency = 0
      for (const fields of bySubject.values()) if (fields[0] + fields[1] + fields[2] + fields[3] >= .5) frequency++
      const rarity = bySection.size ? importance * Math.log(1 + (all.length - frequency + .5) / (frequency + .5)) : 0
      for (const [subject, fields] of bySubject) this.add(this.subjects, subject, rarity * value(fields))
      for (const [section, fields] of bySection) this.add(this.sections, section, rarity * value(fields))
      this.position++
      return rarity
    }

    /** Section → weighted number of mentions per field. */
    collect(group) {
      const result = new Map()
      for (const [id, weight] of group) {
        this.matched.add(id)
        const places = this.postings.places[id]
        for (let i = 0; i < places.length; i += 2) {
          const section = places[i] >> BITS, field = places[i] & (1 << BITS) - 1
          let fields = result.get(section)
          if (!fields) result.set(section, fields = [0, 0, 0, 0])
          fields[field] = field === FIELD.text || field === FIELD.heading ? fields[field] + weight * places[i + 1] : Math.max(fields[field], weight)
        }
      }
      return result
    }

    add(table, number, points) {
      const entry = table.get(number)
      if (!entry) table.set(number, { sum: points, found: new Set([this.position]) })
      else {
        entry.sum += points
        entry.found.add(this.position)
      }
    }

    ranked(words, rarities, mass, names, asksForTerm) {
      const { subjects, sections } = this.postings
      const bestName = new Map(), nameOfSection = new Map()
      for (const [number, name] of names) {
        const { section } = this.postings.names[number]
        const { subject } = sections[section]
        if (name.score > (bestName.get(subject)?.score || 0)) bestName.set(subject, { number, score: name.score })
        if (name.score > (nameOfSection.get(section)?.score || 0)) nameOfSection.set(section, name)
      }
      const results = []
      for (const [subject, { sum, found }] of this.subjects) {
        const isTerm = sections[subjects[subject].sections[0]].anchor !== ""
        const covered = [...found].reduce((sum, position) => sum + rarities[position], 0) / mass
        const kind = isTerm ? asksForTerm ? TERM_BONUS : words.length > 1 ? TERM_AMONG_OTHERS : TERM_HANDICAP : 1
        const score = kind * (sum * (.4 + .6 * covered) + NAME_SHARE * FIELD_WEIGHT.title * mass * (bestName.get(subject)?.score || 0)) / mass
        results.push({ subject, score, name: bestName.get(subject)?.number, missing: words.filter((_, position) => rarities[position] && !found.has(position)) })
      }
      results.sort((a, b) => b.score - a.score)
      const best = results.length ? results[0].score : 0
      return results.filter(result => result.score >= LEAST_SHARE * best).slice(0, MOST_RESULTS).map(result => ({
        ...result, matched: this.matched, sections: this.rankedSections(result.subject, mass, nameOfSection),
      }))
    }

    rankedSections(subject, mass, names) {
      return this.postings.subjects[subject].sections
        .filter(section => this.sections.has(section))
        .map(section => ({
          section,
          said: names.get(section)?.said || 0,
          score: (this.sections.get(section).sum + NAME_SHARE * FIELD_WEIGHT.heading * mass * (names.get(section)?.score || 0)) / mass,
        }))
        .sort((a, b) => b.score - a.score)
    }
  }

  /** Points of one word on a subject or section, by field. */
  function value(fields) {
    return FIELD_WEIGHT.title * fields[FIELD.title] + FIELD_WEIGHT.keyword * fields[FIELD.keyword] +
      FIELD_WEIGHT.heading * saturated(fields[FIELD.heading]) + FIELD_WEIGHT.text * saturated(fields[FIELD.text])
  }

  return { readQuery, search }
})()
