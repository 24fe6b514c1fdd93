/* Postings: where each word stands. Made once from the index file, asked by ranking.js.

   A *subject* is what a reader looks for: a page, or a term of the glossary. It has sections; a
   *name* is a short text that says what a subject or section is about (title, heading, suchwort). */
"use strict"

const Postings = (() => {
  const { fold, writtenWords, foldedWords, joinedWords } = Words
  const FIELD = { title: 0, keyword: 1, heading: 2, text: 3 }
  const BITS = 2   // of a field's number

  /** `data`: {pages: [[address, title, part, description, keywords]], sections: [[page, anchor, heading, text, isTerm]]},
      `fillers`: folded words that say nothing. */
  function create(data, fillers = new Set()) {
    const builder = new Builder(fillers)
    const overview = new Map()
    data.pages.forEach(([, title, , description, keywords], page) => {
      const subject = builder.subject(page)
      const section = builder.section(subject, { page, anchor: "", heading: title, text: description })
      overview.set(page, subject)
      builder.add(section, FIELD.title, title)
      builder.name(section, title, FIELD.title)
      for (const keyword of keywords) {
        builder.add(section, FIELD.keyword, keyword)
        builder.name(section, keyword, FIELD.keyword)
      }
      builder.add(section, FIELD.text, description)
    })
    for (const [page, anchor, heading, text, isTerm] of data.sections) {
      const subject = isTerm ? builder.subject(page) : overview.get(page)
      const field = isTerm ? FIELD.title : FIELD.heading
      const section = builder.section(subject, { page, anchor, heading, text })
      if (heading) {
        builder.add(section, field, heading)
        builder.name(section, heading, field)
      }
      builder.add(section, FIELD.text, text)
    }
    return builder.finish()
  }

  class Builder {
    constructor(fillers) {
      this.fillers = fillers
      this.written = new Map()  // word as written → its number; folding is slow, texts repeat their words
      this.words = []
      this.ids = new Map()
      this.sections = []        // {page, anchor, heading, text, subject}
      this.subjects = []        // {page, sections: [number]}
      this.names = []           // {section, field, words: [word number]}
      this.places = []          // word → [section and field, how often, …]
      this.namesOf = []         // word → [name number, …]
    }

    subject(page) {
      return this.subjects.push({ page, sections: [] }) - 1
    }

    section(subject, section) {
      const number = this.sections.push({ ...section, subject }) - 1
      this.subjects[subject].sections.push(number)
      return number
    }

    wordId(word) {
      let id = this.ids.get(word)
      if (id === undefined) {
        id = this.words.push(word) - 1
        this.ids.set(word, id)
        this.places.push([])
        this.namesOf.push([])
      }
      return id
    }

    writtenId(word) {
      let id = this.written.get(word)
      if (id === undefined) this.written.set(word, id = this.wordId(fold(word)))
      return id
    }

    add(section, field, text) {
      const ids = writtenWords(text).map(word => this.writtenId(word))
      if (field !== FIELD.text) ids.push(...joinedWords(text).map(word => this.wordId(word)))
      const place = section << BITS | field
      for (const id of ids) {
        const places = this.places[id], last = places.length - 2
        if (last >= 0 && places[last] === place) places[last + 1]++
        else places.push(place, 1)
      }
    }

    name(section, text, field) {
      const said = [...new Set(foldedWords(text))], telling = said.filter(word => !this.fillers.has(word))
      const words = (telling.length ? telling : said).map(word => this.wordId(word))
      const number = this.names.push({ section, field, text, words }) - 1
      for (const id of words) this.namesOf[id].push(number)
      for (const word of joinedWords(text)) this.namesOf[this.wordId(word)].push(number)
    }

    finish() {
      const { words, sections, subjects, names, places, namesOf } = this
      const rarity = Float32Array.from(places, places => Math.log(1 + subjects.length / (1 + countSubjects(places, sections))))
      for (const name of names) name.mass = name.words.reduce((sum, id) => sum + rarity[id], 0)
      return { words, sections, subjects, names, places, namesOf, rarity }
    }
  }

  function countSubjects(places, sections) {
    let count = 0, last = -1
    for (let i = 0; i < places.length; i += 2) {
      const { subject } = sections[places[i] >> BITS]
      if (subject !== last) count++
      last = subject
    }
    return count
  }

  return { create, FIELD, BITS }
})()
