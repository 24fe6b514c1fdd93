/* Instrumentenfinder: compares what the reader asks for with the rows of the tables on the page.

   `rate` is the whole judgement about one instrument and one question; everything else counts,
   sorts and shows. */
"use strict"
{
  const HALF = 0.5                  // a near miss, or a value nobody knows
  const ENOUGH = 5, NEAR_AT_MOST = 8, SIDE_BY_SIDE = 3
  const COUNT = ["Kein Instrument passt", "1 Instrument passt"]   // more: "5 Instrumente passen"

  const tool = document.querySelector("[data-werkzeug=finder]")
  const form = tool.querySelector("form"), status = tool.querySelector("[role=status]")
  const results = tool.querySelector(".treffer"), comparison = tool.querySelector(".gegenueber")
  const questions = [...form.querySelectorAll("select")]
  const instruments = [...document.querySelectorAll("table.instrumente tbody tr")].map((row, order) => ({
    row, order, id: row.dataset.id, part: row.closest("table").dataset.teil, values: row.dataset,
    link: row.querySelector("a"), caution: row.querySelector(".vorsicht"),
    fields: (row.dataset.feld ?? "").split(" ").length,
    says: name => row.querySelector(`[data-angabe="${name}"]`),
  }))
  let compared = []                 // ids in the order in which they were chosen

  /* How well an instrument answers one question: { points, word } with word one of
     passt, knapp, offen (no number known), entfällt (another part's question), weicht ab. */
  function rate(value, kind, wish) {
    if (value === undefined) return { points: 0, word: "entfällt" }
    if (value === "") return { points: HALF, word: "offen" }
    if (kind === "menge") return value.split(" ").includes(wish) ? { points: 1, word: "passt" } : { points: 0, word: "weicht ab" }
    const [low, high] = value.split(" ").map(Number)      // an open end, "–", is NaN
    const atLeast = low || 0, atMost = Number.isNaN(high) ? Infinity : high
    if (kind === "reicht") return atLeast <= wish && wish <= atMost ? { points: 1, word: "passt" } : { points: 0, word: "weicht ab" }
    if (atMost <= wish) return { points: 1, word: "passt" }
    return atLeast <= wish ? { points: HALF, word: "knapp" } : { points: 0, word: "weicht ab" }
  }

  /* The questions that were answered: name, kind of comparison, wish and the words for it. */
  function wishes() {
    return questions.filter(question => question.value).map(question => ({
      name: question.name, kind: question.dataset.vergleich, wish: question.value,
      label: question.labels[0].textContent, text: question.selectedOptions[0].textContent,
    }))
  }

  /* The parts the reader means: the chosen one, else those whose own questions were answered; [] for all. */
  function partsMeant() {
    if (form.elements.teil.value) return [form.elements.teil.value]
    const own = questions.filter(question => question.value && question.closest("[data-nur]"))
    return own.map(question => question.closest("[data-nur]").dataset.nur)
  }

  function rank(asked, parts) {
    return instruments.filter(instrument => !parts.length || parts.includes(instrument.part)).map(instrument => {
      const answers = asked.map(one => ({ ...one, ...rate(instrument.values[one.name], one.kind, one.wish) }))
      return { instrument, answers, points: answers.reduce((sum, answer) => sum + answer.points, 0) }
    }).sort((a, b) => b.points - a.points || a.instrument.fields - b.instrument.fields || a.instrument.order - b.instrument.order)
  }

  /* „passt: Begegnung, bis 5.000 Euro; weicht ab: Dauer 6–12 Wochen“ */
  function reason({ instrument, answers }) {
    const own = answer => {
      const fact = instrument.says(answer.name)
      return fact ? `${fact.dataset.name}: ${fact.textContent}` : answer.label
    }
    const groups = [
      ["passt", answers.filter(a => a.word === "passt").map(a => a.text)],
      ["knapp", answers.filter(a => a.word === "knapp").map(own)],
      ["offen", answers.filter(a => a.word === "offen").map(own)],
      ["weicht ab", answers.filter(a => a.word === "weicht ab").map(own)],
      ["trifft hier nicht zu", answers.filter(a => a.word === "entfällt").map(a => a.label)],
    ]
    return groups.filter(([, list]) => list.length)
  }

  const { build } = tools

  function card(rated) {
    const { link, caution, id } = rated.instrument
    const box = build("input", { type: "checkbox", value: id })
    box.checked = compared.includes(id)
    const why = build("ul", { class: "gruende" })
    for (const [word, list] of reason(rated))
      why.append(build("li", { "data-urteil": word }, build("strong", {}, `${word}: `), list.join("; ")))
    return build("li", {},
      build("p", { class: "treffer-titel" }, link.cloneNode(true), ...(caution ? [" ", caution.cloneNode(true)] : [])), why,
      build("label", { class: "vergleichen" }, box, " vergleichen", build("span", { class: "unseen" }, `: ${link.textContent}`)))
  }

  function show(title, list) {
    if (list.length) results.append(build("h2", {}, title), build("ol", {}, ...list.map(card)))
  }

  function update() {
    const asked = wishes(), part = form.elements.teil.value
    for (const group of form.querySelectorAll("[data-nur]")) group.hidden = Boolean(part) && part !== group.dataset.nur
    results.replaceChildren()
    if (!asked.length && !part) {
      tools.tell(status, `Beantworten Sie eine oder mehrere Fragen; ${instruments.length} Instrumente stehen zur Wahl.`)
    } else {
      const ranked = rank(asked, partsMeant())
      const fits = ranked.filter(rated => rated.answers.every(answer => answer.word === "passt"))
      const others = ranked.filter(rated => !fits.includes(rated))
      const near = others.filter(rated => rated.points >= asked.length * HALF).slice(0, NEAR_AT_MOST)
      const wanted = Math.max(near.length, ENOUGH - fits.length)   // never leave the reader with nothing
      const nearest = others.slice(0, wanted)
      tools.tell(status, told(fits.length, nearest.length, asked.length))
      show("Passt in allem", fits)
      show(fits.length ? "Kommt nahe" : "Kommt am nächsten", nearest)
    }
    compare()
    remember()
  }

  function told(fits, near, asked) {
    const all = asked > 1 ? "in allen Angaben" : "genau"
    const first = COUNT[fits] ?? `${fits} Instrumente passen`
    if (!near) return `${first} ${all}.`
    return `${first} ${all}. ${near}${fits ? " weitere" : ""} ${near === 1 ? "kommt" : "kommen"} nahe; was abweicht, steht dabei.`
  }

  /* The chosen instruments as columns, every fact of the Steckbriefe as a row. */
  function compare() {
    const chosen = compared.map(id => instruments.find(instrument => instrument.id === id))
    comparison.hidden = !chosen.length
    if (!chosen.length) return
    const facts = chosen.map(one => new Map([...one.row.querySelectorAll("[data-angabe]")].map(span => [span.dataset.name, span.textContent])))
    const labels = [...new Set(facts.flatMap(list => [...list.keys()]))]
    const head = build("tr", {}, build("th", { scope: "col" }, "Steckbrief"),
      ...chosen.map(one => build("th", { scope: "col" }, one.link.cloneNode(true))))
    const rows = labels.map(label => build("tr", {}, build("th", { scope: "row" }, label),
      ...facts.map(list => build("td", {}, list.get(label) ?? "trifft hier nicht zu"))))
    const table = build("table", {}, build("thead", {}, head), build("tbody", {}, ...rows))
    const empty = build("button", { type: "button" }, "Vergleich leeren")
    empty.addEventListener("click", () => {
      compared = []
      update()
      tools.tell(status, "Der Vergleich ist leer.")
      form.querySelector("select").focus()
    })
    comparison.replaceChildren(build("h2", {}, "Nebeneinander"), tools.frame(table, "Tabelle: Vergleich"), build("p", {}, empty))
  }

  results.addEventListener("change", ({ target }) => {
    if (!target.checked) compared = compared.filter(id => id !== target.value)
    else if (compared.length < SIDE_BY_SIDE) compared.push(target.value)
    else {
      target.checked = false
      return tools.tell(status, "Drei Instrumente stehen schon nebeneinander. Nehmen Sie zuerst eines heraus.")
    }
    compare()
    remember()
    tools.tell(status, `${compared.length} von ${SIDE_BY_SIDE} im Vergleich. Die Tabelle steht unter den Treffern.`)
  })

  const state = () => ({
    teil: form.elements.teil.value, ...Object.fromEntries(questions.map(question => [question.name, question.value])),
    vergleich: compared.join(","),
  })
  const remember = () => tools.writeState(state())

  function restore() {
    const stored = tools.readState()
    for (const radio of form.elements.teil) radio.checked = radio.value === (stored.get("teil") ?? "")
    if (!form.elements.teil.value) form.elements.teil[0].checked = true
    for (const question of questions) {
      question.value = stored.get(question.name) ?? ""
      if (question.selectedIndex < 0) question.value = ""   // a value that no longer exists
      const group = question.closest("details")
      if (group && question.value) group.open = true
    }
    const known = (stored.get("vergleich") ?? "").split(",").filter(id => instruments.some(one => one.id === id))
    compared = [...new Set(known)].slice(0, SIDE_BY_SIDE)
  }

  form.addEventListener("change", ({ target }) => {
    if (target.name === "teil" && target.value)             // questions of another part would only disturb
      for (const question of form.querySelectorAll(`[data-nur]:not([data-nur="${target.value}"]) select`)) question.value = ""
    if (target.name === "teil" && target.value) form.querySelector(`[data-nur="${target.value}"]`).open = true
    update()
  })
  form.addEventListener("reset", () => setTimeout(() => { compared = []; update() }))
  form.addEventListener("submit", event => event.preventDefault())
  form.querySelector(".link-kopieren").addEventListener("click", () => tools.copyLink(tools.addressOf(state()), status))
  addEventListener("hashchange", () => { if (tools.readState().size) { restore(); update() } })

  restore()
  const linked = tools.readState().size > 0 || !location.hash   // a link to a section keeps its #
  tool.hidden = false
  if (linked) update()
  else tools.tell(status, "Beantworten Sie eine oder mehrere Fragen.")
}
