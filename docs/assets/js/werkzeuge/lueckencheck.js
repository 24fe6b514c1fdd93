/* Versorgungslückencheck: ticks and the need per field become a ranking of gaps with routes.

   `gapValue` and `rank` are the whole rule; it is told on the page and in
   scripts/wegweiser/gap_check.py. Names and routes come from the tables on the page. */
"use strict"
{
  const KINDS = ["fehlt", "weit", "knapp", "passt-nicht", "unbekannt"]   // numbered 1 to 5 in the handbook
  const IN_FULL = 3                                                      // as many fit on a printed page
  const tool = document.querySelector("[data-werkzeug=lueckencheck]")
  const form = tool.querySelector("form"), status = tool.querySelector("[role=status]")
  const result = tool.querySelector(".lueckenergebnis"), { build } = tools
  const fields = [...form.querySelectorAll("fieldset")].map((set, order) => ({
    order, key: set.dataset.feld, name: set.querySelector("legend").textContent,
    boxes: [...set.querySelectorAll("[type=checkbox]")], need: set.querySelector("select"),
    service: set.querySelector("[type=text]"),
    routes: document.querySelector(`table.lueckenwege[data-feld="${set.dataset.feld}"]`),
  }))

  /* Lückenwert L = B × (3 − V), 0 to 9. */
  function gapValue(need, gaps) {
    const supply = gaps.includes("fehlt") ? 0 : Math.max(1, 3 - gaps.length)
    return need * (3 - supply)
  }

  /* What was answered: one entry per field with its value, the greatest first. */
  function rank(answers) {
    return answers.map(answer => ({ ...answer, value: gapValue(answer.need, answer.gaps) }))
      .sort((a, b) => b.value - a.value || b.need - a.need || a.field.order - b.field.order)
  }

  const answers = () => fields.map(field => ({
    field, need: Number(field.need.value), service: field.service.value.trim(),
    gaps: field.boxes.filter(box => box.checked).map(box => box.value),
  }))

  const title = ({ field, service }) => service ? `${field.name}: ${service}` : field.name
  const row = (field, gap) => field.routes.querySelector(`[data-luecke="${gap}"]`)
  const gapName = (field, gap) => row(field, gap).querySelector("th").textContent
  const copies = cell => [...cell.childNodes].map(node => node.cloneNode(true))

  function inFull(answer, number) {
    const head = field => [...field.routes.querySelectorAll("thead th")].map(cell => build("th", { scope: "col" }, cell.textContent))
    const rows = answer.gaps.map(gap => build("tr", {}, build("th", { scope: "row" }, gapName(answer.field, gap)),
      ...[...row(answer.field, gap).querySelectorAll("td")].map(cell => build("td", { "data-kopf": cell.dataset.kopf }, ...copies(cell)))))
    const table = build("table", { class: "stapel" }, build("thead", {}, build("tr", {}, ...head(answer.field))), build("tbody", {}, ...rows))
    const parts = [build("h3", {}, `${number}. ${title(answer)} – Lückenwert ${answer.value} von 9`),
      tools.frame(table, `Tabelle: Wege für ${answer.field.name}`)]
    if (answer.gaps.includes("fehlt")) parts.push(build("p", {}, "Fragen Sie zuerst: Fehlt es wirklich, oder ist es nur unbekannt?"))
    return parts
  }

  /* One line per field: what was ticked, and where its routes stand. */
  function inShort(answer, text) {
    const gaps = answer.gaps.map(gap => gapName(answer.field, gap)).join(", ")
    return build("li", {}, build("strong", {}, title(answer)), `${text} – ${gaps}. `,
      ...(answer.value ? [] : ["Erst fragen mit: ", ...copies(row(answer.field, answer.gaps[0]).querySelector("td"))]))
  }

  function list(heading, entries) {
    return entries.length ? [build("h3", {}, heading), build("ul", {}, ...entries)] : []
  }

  function show() {
    const ranked = rank(answers()), gaps = ranked.filter(answer => answer.value)
    const unproven = ranked.filter(answer => !answer.value && answer.gaps.length)
    const none = ranked.filter(answer => !answer.gaps.length).map(answer => answer.field.name)
    const heading = build("h2", { tabindex: "-1" }, "Ihre Lücken nach Vorrang")
    result.replaceChildren(heading,
      build("p", { class: "erlaeuterung" }, `Versorgungslückencheck vom ${new Date().toLocaleDateString("de-DE")}. Lückenwert L = B × (3 − V), 0 bis 9.`),
      ...gaps.slice(0, IN_FULL).flatMap((answer, index) => inFull(answer, index + 1)),
      ...list("Danach", gaps.slice(IN_FULL).map(answer => inShort(answer, `, Lückenwert ${answer.value}`))),
      ...list("Noch ohne Beleg", unproven.map(answer => inShort(answer, ""))),
      ...(none.length ? [build("p", {}, build("strong", {}, "Keine Lücke angekreuzt: "), `${none.join(", ")}.`)] : []))
    if (!gaps.length && !unproven.length)
      result.append(build("p", {}, "Sie haben noch nichts angekreuzt. Wissen Sie zu wenig, beginnen Sie mit einem Rundgang: "),
        ...copies(row(fields[1], "weit").querySelector("td")))
    result.append(knobs())
    result.hidden = false
    const first = gaps[0] ? ` Vorrang hat ${gaps[0].field.name}.` : ""
    tools.tell(status, `${gaps.length} ${gaps.length === 1 ? "Lücke" : "Lücken"} mit Beleg, ${unproven.length} ohne Beleg.${first}`)
    return heading
  }

  function knobs() {
    const print = build("button", { type: "button", class: "haupt" }, "Auf einer Seite drucken")
    print.addEventListener("click", () => window.print())
    const link = build("button", { type: "button" }, "Link mit meinen Angaben erzeugen")
    link.addEventListener("click", () => {
      tools.writeState(state())
      tools.copyLink(location.href, status)
    })
    return build("p", { class: "knoepfe" }, print, link)
  }

  /* In the address only on request. gesundheit=2.25.Hausarztpraxis: need 2, gaps 2 and 5, the service meant. */
  function state() {
    return Object.fromEntries(answers().map(({ field, need, gaps, service }) => {
      const numbers = gaps.map(gap => KINDS.indexOf(gap) + 1).join("")
      return [field.key, need || numbers || service ? `${need}.${numbers}.${service}` : ""]
    }))
  }

  function restore() {
    const stored = tools.readState()
    for (const field of fields) {
      const [, need, numbers, service] = /^([0-3])\.([1-5]*)\.(.*)$/s.exec(stored.get(field.key) ?? "") ?? ["", "0", "", ""]
      field.need.value = need
      field.service.value = service.slice(0, field.service.maxLength)
      for (const box of field.boxes) box.checked = numbers.includes(KINDS.indexOf(box.value) + 1)
    }
    if (fields.some(field => stored.has(field.key))) show()
  }

  form.addEventListener("submit", event => {
    event.preventDefault()
    show().focus()
  })
  form.addEventListener("change", () => { if (!result.hidden) show() })
  form.addEventListener("reset", () => {
    result.hidden = true
    tools.writeState({})
    tools.tell(status, "Alle Angaben sind gelöscht.")
  })
  addEventListener("hashchange", () => { if (tools.readState().size) restore() })
  restore()
  tool.hidden = false
}
