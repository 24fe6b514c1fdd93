/* The calculator: a form, results and charts for one calculation, built from the model in the page.

   Every number is computed by rechnen.js; nothing leaves the device. Changed assumptions stand in
   the hash of the address, so that a link carries them. With data-start="leer" the assumptions that
   are nobody's but the reader's begin empty. */
"use strict"
{
  const MAX = 1e12, SPEAK_AFTER = 700, DRAW_AFTER = 120, MISSING = { fehler: "Eine Eingabe fehlt." }
  const SVG = "http://www.w3.org/2000/svg"
  let counter = 0

  function make(tag, attributes = {}, ...children) {
    const element = tag.startsWith("svg:") ? document.createElementNS(SVG, tag.slice(4)) : document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value)
    element.append(...children)
    return element
  }

  const button = (text, click, attributes = {}) => {
    const element = make("button", { type: "button", ...attributes }, text)
    element.addEventListener("click", click)
    return element
  }

  /* Later, and only once for many calls: readers hear the result, not every key. */
  function afterPause(action, pause) {
    let timer
    return () => { clearTimeout(timer); timer = setTimeout(action, pause) }
  }

  class Calculator {
    constructor(section) {
      this.section = section
      this.model = JSON.parse(section.querySelector("script").textContent)
      this.empty = section.dataset.start === "leer"
      this.start = {}    // what a field begins with and goes back to; null where the reader has to fill in
      this.inputs = {}   // the last usable value of each field, as text with a point
      this.fields = {}
      for (const assumption of this.model.annahmen) {
        const own = this.empty && assumption.herkunft.art === "annahme"
        this.start[assumption.name] = this.inputs[assumption.name] = own ? null : assumption.wert
      }
      this.plan = this.compute(this.start)
      this.build()
      this.tellLater = afterPause(() => this.tell(), SPEAK_AFTER)
      this.drawLater = afterPause(() => this.drawAll(), DRAW_AFTER)
      this.readLink()
      addEventListener("hashchange", () => this.readLink())
      addEventListener("resize", () => this.drawLater())
    }

    /* Computing ------------------------------------------------------------------------------ */

    /* What is empty counts as a value nobody knows: whatever needs it is no number either. */
    compute(inputs, model = this.model) {
      return Rechnen.evaluate(model, Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, value ?? MISSING])))
    }

    show(entry, values, unit = entry.einheit) {
      return Rechnen.format(values[entry.name], unit, entry.stellen, entry.worte)
    }

    entry(name) {
      return this.model.groessen.find(entry => entry.name === name)
    }

    /* The names a result is computed from, its own among them. */
    needed(name) {
      const trees = new Map(this.model.groessen.map(entry => [entry.name, entry.baum])), names = new Set()
      const walk = part => {
        if (Array.isArray(part)) return part[0] === "zahl" || part.slice(1).forEach(walk)
        if (names.has(part)) return
        names.add(part)
        if (trees.has(part)) walk(["", trees.get(part)])
      }
      walk(name)
      return names
    }

    /* The labels of the empty fields that a result waits for, in the order of the form. */
    missingFor(name) {
      const names = this.needed(name)
      return this.model.annahmen.filter(entry => names.has(entry.name) && this.inputs[entry.name] === null).map(entry => entry.bezeichnung)
    }

    tellMissing() {
      const waiting = this.results.find(entry => Rechnen.isProblem(this.values[entry.name]))
      const fields = waiting ? this.missingFor(waiting.name) : []
      const problem = waiting && !fields.length ? this.values[waiting.name].fehler : ""
      this.missing.textContent = fields.length ? `Für „${waiting.bezeichnung}“ fehlen noch: ${fields.join(", ")}.` : problem && `„${waiting.bezeichnung}“: ${problem}`
    }

    changed() {
      return this.model.annahmen.filter(({ name }) => this.inputs[name] !== this.start[name])
    }

    /* Building ------------------------------------------------------------------------------- */

    build() {
      this.results = this.model.ergebnisse.map(name => this.entry(name))
      this.status = make("p", { class: "unseen", role: "status" })
      this.link = make("input", { class: "rechner-link", readonly: "", "aria-label": "Link mit Ihren Zahlen", hidden: "" })
      this.missing = make("p", { class: "rechner-hinweis" })
      this.section.append(
        this.scenarioButtons(), this.shortResults(), this.missing, this.form(), this.resultTable(), this.tornado(), ...this.curves(),
        this.allSteps(), this.actions(), this.link, this.status,
      )
    }

    scenarioButtons() {
      if (this.empty || !this.model.szenarien.length) return ""
      const group = make("div", { class: "rechner-faelle", role: "group", "aria-label": "Fälle" })
      const base = this.model.szenarien.some(scenario => this.isPlan(scenario)) ? [] : [{ bezeichnung: "Plan", werte: {} }]
      this.scenarios = [...base, ...this.model.szenarien].map(scenario => {
        const press = button(scenario.bezeichnung, () => this.set(scenario.werte, `Fall ${scenario.bezeichnung}.`), { "aria-pressed": "false" })
        group.append(press)
        return { press, werte: { ...this.start, ...scenario.werte } }
      })
      return group
    }

    isPlan(scenario) {
      return Object.entries(scenario.werte).every(([name, value]) => Number(value) === Number(this.start[name]))
    }

    /* The first results stay in sight while the reader goes from field to field. */
    shortResults() {
      this.short = this.results.slice(0, 4).map(entry => ({ entry, cell: make("dd") }))
      return make("dl", { class: "rechner-kurz" }, ...this.short.map(({ entry, cell }) => make("div", {}, make("dt", {}, entry.bezeichnung), cell)))
    }

    form() {
      const form = make("form", { class: "rechner-formular", novalidate: "" })
      form.addEventListener("submit", event => event.preventDefault())
      const groups = Map.groupBy ? Map.groupBy(this.model.annahmen, entry => entry.gruppe) : groupBy(this.model.annahmen)
      let number = 0
      for (const [title, entries] of groups) {
        const open = this.empty ? number < 3 : groups.size === 1 || entries.some(entry => entry.von !== null && entry.bis !== null)
        const fields = make("div", { class: "rechner-felder" }, ...entries.map(entry => this.field(entry)))
        number += 1
        form.append(make("details", open ? { open: "" } : {}, make("summary", {}, `${title || "Annahmen"} (${entries.length})`), fields))
      }
      return form
    }

    field(entry) {
      const id = `rechner-${++counter}`
      const input = make("input", {
        id, inputmode: "decimal", autocomplete: "off", spellcheck: "false", maxlength: 18, value: this.written(entry, this.start[entry.name]),
        "aria-describedby": `${id}-h ${id}-f`,
      })
      const back = button(this.start[entry.name] === null ? "leeren" : `zurück auf ${this.written(entry, this.start[entry.name])}`,
        () => { this.set({ ...this.inputs, [entry.name]: this.start[entry.name] }, ""); input.focus() }, { class: "rechner-zurueck", hidden: "" })
      back.setAttribute("aria-label", `${entry.bezeichnung}: ${back.textContent}`)
      const message = make("span", { id: `${id}-f`, class: "rechner-meldung" })
      input.addEventListener("input", () => this.typed(entry, false))
      input.addEventListener("change", () => this.typed(entry, true))
      this.fields[entry.name] = { input, message, back }
      return make("div", { class: "rechner-feld" },
        make("label", { for: id }, entry.bezeichnung),
        make("span", { class: "rechner-eingabe" }, input, entry.einheit ? make("span", {}, entry.einheit) : ""),
        make("span", { id: `${id}-h`, class: "rechner-hinweis" }, this.hint(entry)), message, back)
    }

    hint(entry) {
      const span = this.spanText(entry)
      if (this.start[entry.name] === null) return `im Rechenbeispiel ${Rechnen.format(entry.wert, entry.einheit, entry.stellen)}`
      return [span && `Spanne ${span}`, entry.erlaeuterung].filter(Boolean).join("; ")
    }

    spanText({ von, bis, stellen }) {
      const number = value => Rechnen.format(value, "", Math.max(stellen, places(value)))
      if (von !== null && bis !== null) return `${number(von)} bis ${number(bis)}`
      if (von !== null) return `ab ${number(von)}`
      return bis !== null ? `bis ${number(bis)}` : ""
    }

    written(entry, value) {
      return value === null ? "" : Rechnen.format(value, "", Math.max(entry.stellen, places(value)))
    }

    resultTable() {
      const withPlan = !this.empty
      this.rows = this.results.map(entry => ({ entry, cell: make("td", { class: "zahl" }) }))
      const head = make("tr", {}, make("th", { scope: "col" }, "Ergebnis"), ...withPlan ? [make("th", { scope: "col", class: "zahl" }, "im Plan")] : [],
        make("th", { scope: "col", class: "zahl" }, "Ihre Zahlen"))
      const body = this.rows.map(({ entry, cell }) => make("tr", {}, make("th", { scope: "row" }, entry.bezeichnung),
        ...withPlan ? [make("td", { class: "zahl" }, this.show(entry, this.plan))] : [], cell))
      return framed("Ergebnisse", make("table", { class: "rechner-ergebnis" }, make("caption", {}, "Ergebnisse mit Ihren Zahlen"),
        make("thead", {}, head), make("tbody", {}, ...body)))
    }

    allSteps() {
      const steps = this.model.groessen.filter(entry => !entry.reihe)
      this.steps = steps.map(entry => ({ entry, cell: make("td", { class: "zahl" }) }))
      const table = make("table", {}, make("caption", { class: "unseen" }, "Alle Rechenschritte mit Ihren Zahlen"),
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Schritt"), make("th", { scope: "col", class: "zahl" }, "Ihre Zahlen"))),
        make("tbody", {}, ...this.steps.map(({ entry, cell }) => make("tr", {}, make("th", { scope: "row" }, entry.bezeichnung), cell))))
      return make("details", {}, make("summary", {}, `Alle ${steps.length} Rechenschritte`), framed("Alle Rechenschritte", table))
    }

    actions() {
      return make("div", { class: "rechner-knoepfe" },
        button("Link kopieren", () => this.copyLink()), button("Als CSV speichern", () => this.save()),
        button(this.empty ? "Alles leeren" : "Alles zurücksetzen", () => this.set(this.start, this.empty ? "Alle Felder geleert." : "Alles steht wieder wie im Plan.")))
    }

    /* Tornado: which assumption moves the result most? --------------------------------------- */

    tornado() {
      const targets = this.results.filter(entry => !entry.worte)
      this.target = make("select", { id: `rechner-${++counter}` }, ...targets.map(entry => make("option", { value: entry.name }, entry.bezeichnung)))
      this.target.addEventListener("change", () => this.draw())
      this.swings = make("div")
      const way = this.empty ? "Jede Zahl wird einzeln um ein Zehntel kleiner und größer." : "Jede Annahme geht einzeln an das untere und das obere Ende ihrer Spanne."
      return make("section", { class: "rechner-wirkung" }, make("p", { class: "rechner-titel" }, make("strong", {}, "Was das Ergebnis am stärksten ändert")),
        make("p", {}, make("label", { for: this.target.id }, "Ergebnis: "), this.target), make("p", { class: "rechner-hinweis" }, way), this.swings)
    }

    drawAll() {
      this.draw()
      for (const chart of this.charts) this.drawCurve(chart)
    }

    effects() {
      const target = this.entry(this.target.value), names = this.needed(target.name), effects = []
      const part = { annahmen: this.model.annahmen, groessen: this.model.groessen.filter(entry => names.has(entry.name)) }
      for (const entry of this.model.annahmen.filter(entry => names.has(entry.name))) {
        const value = this.inputs[entry.name]
        const [low, high] = this.empty ? value ? [String(Number(value) * .9), String(Number(value) * 1.1)] : [] : [entry.von, entry.bis]
        if (low == null || high == null || value === null) continue
        const [atLow, atHigh] = [low, high].map(end => this.compute({ ...this.inputs, [entry.name]: end }, part)[target.name])
        if (Rechnen.isProblem(atLow) || Rechnen.isProblem(atHigh) || Number(atLow) === Number(atHigh)) continue
        effects.push({ entry, low, high, atLow, atHigh, size: Math.abs(Number(atHigh) - Number(atLow)) })
      }
      return { target, effects: effects.sort((a, b) => b.size - a.size).slice(0, 10) }
    }

    draw() {
      const { target, effects } = this.effects(), base = this.values[target.name]
      if (!effects.length || Rechnen.isProblem(base))
        return this.swings.replaceChildren(make("p", {}, "Dafür fehlen noch Zahlen."))
      const number = value => Rechnen.format(value, "", target.stellen)
      const end = (entry, value) => Rechnen.format(value, "", Math.max(entry.stellen, Math.min(places(value), 2)))
      const all = effects.flatMap(effect => [Number(effect.atLow), Number(effect.atHigh)]).concat(Number(base))
      const least = Math.min(...all), width = Math.max(...all) - least || 1
      const room = this.room(), x = value => 62 + (Number(value) - least) / width * (room - 124)
      const svg = make("svg:svg", { viewBox: `0 0 ${room} ${effects.length * 52 + 8}`, role: "img", "font-size": 15, fill: "currentColor",
        "aria-label": `${target.bezeichnung}: Wirkung der ${effects.length} stärksten Annahmen; dieselben Zahlen stehen in der Tabelle darunter.` })
      const rows = effects.map(({ entry, low, high, atLow, atHigh }, row) => {
        const [left, right] = Number(atLow) < Number(atHigh) ? [atLow, atHigh] : [atHigh, atLow], y = row * 52
        svg.append(
          make("svg:text", { x: 0, y: y + 19 }, `${entry.bezeichnung}: ${end(entry, low)} bis ${end(entry, high)}`),
          make("svg:rect", { class: "reihe-1", x: x(left), y: y + 27, width: Math.max(1, x(right) - x(left)), height: 18 }),
          make("svg:text", { x: x(left) - 6, y: y + 41, "text-anchor": "end" }, number(left)),
          make("svg:text", { x: x(right) + 6, y: y + 41 }, number(right)),
          make("svg:line", { class: "plan", x1: x(base), x2: x(base), y1: y + 24, y2: y + 48, "stroke-width": 3 }))
        return make("tr", {}, make("th", { scope: "row" }, entry.bezeichnung), make("td", { class: "zahl" }, `${end(entry, low)} → ${number(atLow)}`),
          make("td", { class: "zahl" }, `${end(entry, high)} → ${number(atHigh)}`))
      })
      const table = make("table", {}, make("caption", {}, `${target.bezeichnung}${target.einheit ? `, ${target.einheit}` : ""}; mit Ihren Zahlen ${number(base)}`),
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Annahme"), make("th", { scope: "col", class: "zahl" }, "unten"), make("th", { scope: "col", class: "zahl" }, "oben"))),
        make("tbody", {}, ...rows))
      const open = this.swings.querySelector("details")?.open
      this.swings.replaceChildren(make("div", { class: "diagramm" }, svg),
        make("details", open ? { open: "" } : {}, make("summary", {}, "Werte als Tabelle"), framed("Wirkung der Annahmen", table)))
    }

    /* Drawings are as wide as there is room, so that their words keep their size. */
    room() {
      return Math.min(640, Math.max(300, this.swings.clientWidth))
    }

    /* Curves: the course of a series over months or years ------------------------------------- */

    curves() {
      this.charts = this.model.reihen.filter(series => series.kurve).map(series => ({ series, place: make("div") }))
      return this.charts.map(({ place }) => place)
    }

    drawCurve({ series, place }) {
      const values = series.elemente.map(name => this.values[name])
      if (values.some(Rechnen.isProblem)) return place.replaceChildren()
      const numbers = values.map(Number), least = Math.min(0, ...numbers), most = Math.max(0, ...numbers)
      const room = this.room(), step = (room - 96) / Math.max(1, numbers.length - 1)
      const x = number => 80 + number * step, y = value => 16 + (most - value) / (most - least || 1) * 190
      const text = value => Rechnen.format(String(value), "", series.stellen)
      const svg = make("svg:svg", { viewBox: `0 0 ${room} 240`, role: "img", "font-size": 15, fill: "currentColor",
        "aria-label": `${series.bezeichnung} mit Ihren Zahlen: am Anfang ${text(numbers[0])}, am tiefsten ${text(Math.min(...numbers))}, am Ende ${text(numbers.at(-1))}.` })
      for (const tick of new Set([least, 0, most]))
        svg.append(make("svg:line", { x1: 80, x2: room - 16, y1: y(tick), y2: y(tick), stroke: "currentColor", "stroke-opacity": tick ? .25 : .8 }),
          make("svg:text", { x: 74, y: y(tick) + 5, "text-anchor": "end" }, text(tick)))
      svg.append(make("svg:polyline", { class: "reihe-1", points: numbers.map((value, index) => `${x(index)},${y(value)}`).join(" "), fill: "none", "stroke-width": 3 }))
      for (const index of new Set([0, Math.floor(numbers.length / 2), numbers.length - 1]))
        svg.append(make("svg:text", { x: x(index), y: 232, "text-anchor": "middle" }, String(series.je.von + index)))
      place.replaceChildren(make("figure", { class: "diagramm" }, svg,
        make("figcaption", {}, `${series.bezeichnung}${series.einheit ? ` (${series.einheit})` : ""}, nach ${series.je.bezeichnung}`)))
    }

    /* Typing --------------------------------------------------------------------------------- */

    /* While somebody types, only what can be used is used; complaints wait until the field is left. */
    typed(entry, done) {
      const { input } = this.fields[entry.name], text = input.value.trim()
      const value = Rechnen.read(text)
      const problem = this.problem(entry, text, value)
      if (!problem) this.inputs[entry.name] = text === "" ? null : same(value, this.start[entry.name]) ? this.start[entry.name] : String(value)
      if (done || !problem) this.complain(entry, problem)
      if (done && !problem) input.value = this.written(entry, this.inputs[entry.name])
      this.refresh()
    }

    problem(entry, text, value) {
      const going = this.inputs[entry.name] === null ? "" : ` Gerechnet wird weiter mit ${this.written(entry, this.inputs[entry.name])}.`
      if (text === "") return this.start[entry.name] === null ? "" : `Hier fehlt eine Zahl.${going}`
      if (value === null) return `„${text}“ ist keine Zahl. Schreiben Sie zum Beispiel 6,80.${going}`
      if (Math.abs(Number(value)) > MAX) return `Die Zahl ist zu groß.${going}`
      return ""
    }

    complain(entry, problem) {
      const { input, message, back } = this.fields[entry.name]
      if (problem) input.setAttribute("aria-invalid", "true")
      else input.removeAttribute("aria-invalid")
      message.classList.toggle("rechner-fehler", Boolean(problem))
      message.textContent = problem || this.outside(entry)
      back.hidden = !problem && this.inputs[entry.name] === this.start[entry.name]
      if (problem) this.say(`${entry.bezeichnung}: ${problem}`)
    }

    outside({ name, von, bis, stellen }) {
      const value = this.inputs[name] === null || this.empty ? NaN : Number(this.inputs[name])
      const out = von !== null && value < Number(von) || bis !== null && value > Number(bis)
      return out ? `Außerhalb der Spanne ${this.spanText({ von, bis, stellen })}; gerechnet wird trotzdem.` : ""
    }

    /* Put many values at once: a scenario, a link, the start. */
    set(values, message) {
      for (const entry of this.model.annahmen) {
        const value = entry.name in values ? values[entry.name] : this.start[entry.name]
        this.inputs[entry.name] = same(value, this.start[entry.name]) ? this.start[entry.name] : value
        this.fields[entry.name].input.value = this.written(entry, this.inputs[entry.name])
        this.complain(entry, "")
      }
      this.refresh(message)
    }

    refresh(message = "") {
      this.values = this.compute(this.inputs)
      for (const { entry, cell } of [...this.short, ...this.rows, ...this.steps]) cell.textContent = this.show(entry, this.values)
      for (const { entry, cell } of this.rows) cell.parentElement.classList.toggle("geaendert", this.show(entry, this.values) !== this.show(entry, this.plan))
      for (const { press, werte } of this.scenarios ?? []) press.setAttribute("aria-pressed", Object.keys(werte).every(name => same(werte[name], this.inputs[name])))
      this.tellMissing()
      this.drawLater()
      this.message = message || this.message || ""
      this.tellLater()
    }

    /* After a pause: what came out, for those who hear it, and the address that keeps it. */
    tell() {
      const sentences = this.short.map(({ entry, cell }) => `${entry.bezeichnung}: ${cell.textContent}`)
      this.say(`${this.message} ${sentences.join("; ")}.`.trim())
      this.message = ""
      this.link.hidden = true
      const hash = this.hash()
      try {
        if (hash || location.hash.startsWith("#rechner=")) history.replaceState(history.state, "", hash || location.pathname + location.search)
      } catch { /* some browsers forbid it for files; the link still works */ }
    }

    say(text) {
      this.status.textContent = text
    }

    /* Link and file -------------------------------------------------------------------------- */

    hash() {
      const changed = this.changed().map(({ name }) => `&${name}=${(this.inputs[name] ?? "").replace(".", ",")}`)
      return changed.length ? `#rechner=${this.model.name}${changed.join("")}` : ""
    }

    readLink() {
      const given = new URLSearchParams(location.hash.slice(1)), values = {}
      if (given.get("rechner") !== this.model.name) return this.values || this.set(this.start, "")
      if (location.hash === this.hash()) return
      for (const { name } of this.model.annahmen) {
        const value = given.has(name) ? Rechnen.read(given.get(name)) : null
        if (value !== null && Math.abs(Number(value)) <= MAX) values[name] = String(value)
      }
      this.set({ ...this.start, ...values }, "")
      const number = this.changed().length
      this.message = number === 1 ? "Aus dem Link übernommen: eine geänderte Annahme." : `Aus dem Link übernommen: ${number} geänderte Annahmen.`
      for (const { name } of this.changed()) this.fields[name].input.closest("details").open = true
      this.section.scrollIntoView()
    }

    async copyLink() {
      const address = location.href.split("#")[0] + this.hash(), number = this.changed().length
      this.link.value = address
      try {
        await navigator.clipboard.writeText(address)
        this.say(number ? `Link kopiert. Er enthält ${number === 1 ? "eine geänderte Annahme" : `${number} geänderte Annahmen`}.` : "Link kopiert. Geändert ist nichts.")
      } catch {
        this.say("Der Link steht im Feld; kopieren Sie ihn dort.")
      }
      this.link.hidden = false
      this.link.focus()
      this.link.select()
    }

    save() {
      const rows = [["Teil", "Bezeichnung", "Wert", "Einheit", "Im Plan", "Spanne", "Herkunft"]]
      const plain = text => text.replaceAll(".", "").replace("−", "-")
      const number = (entry, values) => Rechnen.isProblem(values[entry.name]) ? "" : entry.worte ? this.show(entry, values) : plain(this.show(entry, values, ""))
      for (const entry of this.model.annahmen)
        rows.push(["Annahme", entry.bezeichnung, plain(this.written(entry, this.inputs[entry.name])), entry.einheit,
          plain(this.written(entry, this.start[entry.name])), this.spanText(entry), entry.herkunft.text])
      for (const entry of this.model.groessen)
        rows.push([this.model.ergebnisse.includes(entry.name) ? "Ergebnis" : "Schritt", entry.bezeichnung, number(entry, this.values), entry.einheit,
          number(entry, this.plan), "", ""])
      const text = `\uFEFF${rows.map(row => row.map(harmless).join(";")).join("\r\n")}\r\n`
      const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }))
      make("a", { href: address, download: `${this.model.name}.csv` }).click()
      setTimeout(() => URL.revokeObjectURL(address), 1000)
      this.say("Die Tabelle ist gespeichert.")
    }
  }

  const places = value => (String(value).split(".")[1] ?? "").replace(/0+$/, "").length
  const same = (one, other) => one === other || one !== null && other !== null && Number(one) === Number(other)

  function groupBy(entries) {
    const groups = new Map()
    for (const entry of entries) groups.set(entry.gruppe, [...groups.get(entry.gruppe) ?? [], entry])
    return groups
  }

  function framed(name, table) {
    return make("div", { class: "tabelle", role: "region", tabindex: 0, "aria-label": `Tabelle: ${name}` }, table)
  }

  /* A cell that a spreadsheet cannot take for a formula. */
  function harmless(text) {
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d]+(,\d+)?$/.test(text) ? `'${text}` : text
    return /[;"\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }

  for (const section of document.querySelectorAll('[data-werkzeug="rechner"]')) new Calculator(section)
}
