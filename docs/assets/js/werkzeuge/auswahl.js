/* Mein Wegweiser: chapters are ticked, the address remembers them, a print view brings them together.

   The print view reads the chapters from this site. Files opened from a disk may not do that; there
   the reader gets the list and each chapter's PDF. */
"use strict"
{
  const OUTSIDE_PRINT = ".page-actions, .kicker, .sections-small, .headerlink, .nur-web, script, button"
  const tool = document.querySelector("[data-werkzeug=auswahl]"), one = selector => tool.querySelector(selector)
  const status = one("[role=status]"), list = one(".auswahl-liste"), view = one(".druckansicht"), printer = one(".druckansicht-knopf")
  const { build } = tools
  const fromDisk = location.protocol === "file:"
  const hasPdfs = Boolean(document.querySelector(".page-actions a[type='application/pdf']"))

  const chapters = [...document.querySelectorAll(".kapitelwahl > li")].map(item => {
    const link = item.querySelector("a"), box = build("input", { type: "checkbox", value: item.dataset.id })
    const read = build("a", { class: "lesen", href: link.href }, "lesen", build("span", { class: "unseen" }, `: ${link.textContent}`))
    item.replaceChildren(build("label", {}, box, link.textContent), item.querySelector(".lesezeit"), read)
    return { id: item.dataset.id, title: link.textContent, href: link.href, minutes: Number(item.dataset.minuten), box }
  })
  for (const group of document.querySelectorAll(".kapitelwahl")) group.classList.replace("checkliste", "mit-kreuz")

  const chosen = () => chapters.filter(chapter => chapter.box.checked)
  const state = () => ({ kapitel: chosen().map(chapter => chapter.id).join(",") })

  /* Beside the page, named like its source: analyse/index.md has analyse/index.pdf. */
  const pdfOf = chapter => new URL(`${chapter.id.split("/").pop()}.pdf`, chapter.href.replace(/index\.html$/, "")).href

  function row(chapter) {
    const remove = build("button", { type: "button" }, "entfernen", build("span", { class: "unseen" }, `: ${chapter.title}`))
    remove.addEventListener("click", () => {
      chapter.box.checked = false
      update()
      ;(list.querySelector("button") ?? chapters[0].box).focus()
    })
    const pdf = hasPdfs ? [build("a", { href: pdfOf(chapter), type: "application/pdf" }, "PDF", build("span", { class: "unseen" }, `: ${chapter.title}`))] : []
    return build("li", {}, build("a", { href: chapter.href }, chapter.title),
      build("span", { class: "lesezeit" }, `${chapter.minutes} Minuten`), ...pdf, remove)
  }

  function update(unknown = []) {
    const some = chosen(), minutes = some.reduce((sum, chapter) => sum + chapter.minutes, 0)
    list.replaceChildren(...some.map(row))
    view.replaceChildren()
    one(".knoepfe").hidden = !some.length
    const count = some.length === 1 ? "1 Kapitel" : `${some.length} Kapitel`
    const lost = unknown.length ? ` Nicht mehr vorhanden: ${unknown.join(", ")}.` : ""
    tools.tell(status, some.length ? `${count} gewählt, zusammen ${minutes} Minuten.${lost}` : `Kreuzen Sie unten an, was Sie brauchen.${lost}`)
    printer.textContent = "Druckansicht aufbauen"
  }

  /* A chapter's text for the print view: no controls, headings one level lower, unique ids, full addresses. */
  function textOf(page, chapter) {
    const article = page.querySelector("article"), address = new URL(chapter.href)
    for (const extra of article.querySelectorAll(OUTSIDE_PRINT)) extra.remove()
    const mark = `${chapter.id.replace("/", "-")}--`
    for (const element of article.querySelectorAll("[id]")) element.id = mark + element.id
    for (const element of article.querySelectorAll("[href], [src]"))
      for (const name of ["href", "src"]) {
        const target = element.getAttribute(name)
        if (target?.startsWith("#")) element.setAttribute(name, `#${mark}${target.slice(1)}`)
        else if (target) element.setAttribute(name, new URL(target, address).href)
      }
    for (const element of article.querySelectorAll(":is(section, aside, nav, [role=region])[aria-label]"))
      element.setAttribute("aria-label", `${chapter.title}: ${element.getAttribute("aria-label")}`)
    for (const details of article.querySelectorAll("details")) details.open = true
    for (const heading of article.querySelectorAll("h5, h4, h3, h2, h1")) {
      const lower = build(`h${Number(heading.tagName[1]) + 1}`, heading.id ? { id: heading.id } : {}, ...heading.childNodes)
      heading.replaceWith(lower)
    }
    return build("div", { class: "kapitel" }, ...[...article.childNodes].map(node => document.importNode(node, true)))
  }

  async function fetched(chapter) {
    const answer = await fetch(chapter.href)
    if (!answer.ok) throw new Error(answer.status)
    return textOf(new DOMParser().parseFromString(await answer.text(), "text/html"), chapter)
  }

  async function buildView() {
    const some = chosen()
    tools.tell(status, "Die Kapitel werden geholt …")
    const parts = await Promise.allSettled(some.map(fetched))
    const failed = some.filter((_, number) => parts[number].status === "rejected").map(chapter => chapter.title)
    view.replaceChildren(...parts.filter(part => part.value).map(part => part.value))
    if (failed.length === some.length) return tools.tell(status, "Die Kapitel ließen sich nicht holen. Drucken Sie sie einzeln.")
    printer.textContent = "Drucken"
    tools.tell(status, `Die Druckansicht mit ${some.length - failed.length} Kapiteln steht bereit.` + (failed.length ? ` Es fehlen: ${failed.join(", ")}.` : ""))
  }

  function restore() {
    const wanted = (tools.readState().get("kapitel") ?? "").split(",").filter(Boolean)
    for (const chapter of chapters) chapter.box.checked = wanted.includes(chapter.id)
    update(wanted.filter(id => !chapters.some(chapter => chapter.id === id)))
  }

  document.addEventListener("change", event => {
    if (!chapters.some(chapter => chapter.box === event.target)) return
    update()
    tools.writeState(state())
  })
  list.addEventListener("click", event => { if (event.target.closest("button")) tools.writeState(state()) })
  printer.addEventListener("click", () => view.childElementCount ? window.print() : buildView())
  one(".link-kopieren").addEventListener("click", () => tools.copyLink(tools.addressOf(state()), status))
  one(".leeren").addEventListener("click", () => {
    for (const chapter of chapters) chapter.box.checked = false
    update()
    tools.writeState({})
    chapters[0].box.focus()
  })
  addEventListener("hashchange", () => { if (tools.readState().has("kapitel")) restore() })

  if (fromDisk) {
    printer.hidden = true
    one(".hinweis-pdf").hidden = false
    one(".hinweis-pdf").textContent = `Sie lesen ohne Netz: Öffnen und drucken Sie die Kapitel einzeln${hasPdfs ? ", am schönsten als PDF" : ""}. Mit „Drucken“ im Browser drucken Sie diese Liste.`
  }
  tool.hidden = false
  restore()
}
