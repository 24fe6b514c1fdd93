/* Startpfade: three answers lead to one of the reading paths that stand on the page. */
"use strict"
{
  const QUESTIONS = ["wer", "lage", "zeit"]
  const tool = document.querySelector("[data-werkzeug=startpfade]")
  const form = tool.querySelector("form"), status = tool.querySelector("[role=status]"), result = tool.querySelector(".pfad")
  const rules = JSON.parse(tool.dataset.wege), wordsPerMinute = Number(tool.dataset.tempo)
  const { build } = tools

  /* The first rule that fits all answers, as in scripts/wegweiser/start_paths.py. */
  const ruleFor = answers => rules.find(rule => QUESTIONS.every(name => (rule[name] ?? answers[name]) === answers[name]))

  /* Which steps fit into the time: first the gist of all, then whole chapters from the top as long
     as they fit. `steps` are { words, gist } in words; returns { whole } per step, or null for later. */
  function plan(steps, minutes) {
    let left = minutes ? minutes * wordsPerMinute : Infinity
    const planned = steps.map((step, number) => {
      if (number && step.gist > left) return null
      left -= step.gist
      return { whole: step.gist === step.words }
    })
    steps.forEach((step, number) => {
      if (planned[number] && step.words - step.gist <= left) {
        left -= step.words - step.gist
        planned[number].whole = true
      }
    })
    return planned
  }

  const minutesFor = words => Math.max(1, Math.ceil(words / wordsPerMinute))
  const minutes = words => minutesFor(words) === 1 ? "1 Minute" : `${minutesFor(words)} Minuten`

  function show(answers) {
    const path = document.querySelector(`.startpfad[data-pfad="${ruleFor(answers).pfad}"]`)
    const items = [...path.querySelectorAll("ol > li")]
    const steps = items.map(item => ({ words: Number(item.dataset.woerter), gist: Number(item.dataset.kurz) }))
    const planned = plan(steps, Number(form.querySelector("[name=zeit]:checked").dataset.minuten))
    const now = build("ol"), later = build("ul")
    let words = 0
    items.forEach((item, number) => {
      const copy = build("li")
      for (const node of item.childNodes) if (node.className !== "lesezeit") copy.append(node.cloneNode(true))
      if (!planned[number]) return later.append(copy)
      const { whole } = planned[number], length = whole ? steps[number].words : steps[number].gist
      words += length
      const short = item.querySelector(".kurz")
      if (!whole && short) copy.querySelector("a").href = short.href
      copy.append(build("span", { class: "lesezeit" }, ` (${whole ? "" : "das Wichtigste, "}${minutes(length)})`))
      now.append(copy)
    })
    const title = path.dataset.titel
    result.replaceChildren(
      build("h2", {}, `Ihr Startpfad: ${title}`), path.querySelector(".diese-woche").cloneNode(true),
      build("p", {}, build("strong", {}, `Jetzt lesen, ${minutes(words)}:`)), now,
      ...(later.childElementCount ? [build("p", {}, build("strong", {}, "Später:")), later] : []),
      build("p", {}, build("a", { href: `#${path.dataset.pfad}` }, "Der ganze Pfad mit weiteren Hinweisen")), knobs())
    result.hidden = false
    tools.tell(status, `Ihr Startpfad steht unter den Fragen: ${title}, ${minutes(words)}.`)
  }

  function knobs() {
    const copy = build("button", { type: "button" }, "Link zu diesem Pfad kopieren")
    copy.addEventListener("click", () => tools.copyLink(tools.addressOf(given()), status))
    const again = build("button", { type: "button" }, "Neu beginnen")
    again.addEventListener("click", () => {
      form.reset()
      update()
      tools.writeState({})
      form.querySelector("input").focus()
    })
    return build("p", { class: "knoepfe" }, copy, again)
  }

  const given = () => Object.fromEntries(QUESTIONS.map(name => [name, form.elements[name].value]))

  function update() {
    const answers = given(), open = QUESTIONS.filter(name => !answers[name]).length
    if (!open) return show(answers)
    result.hidden = true
    tools.tell(status, open === 3 ? "Beantworten Sie drei Fragen." : `Noch ${open === 1 ? "eine Frage" : "zwei Fragen"}.`)
  }

  function restore() {
    const stored = tools.readState()
    for (const name of QUESTIONS)
      for (const radio of form.elements[name]) radio.checked = radio.value === stored.get(name)
  }

  form.addEventListener("change", () => { update(); tools.writeState(given()) })
  form.addEventListener("submit", event => event.preventDefault())
  addEventListener("hashchange", () => { if (tools.readState().size) { restore(); update() } })
  restore()
  tool.hidden = false
  update()
}
