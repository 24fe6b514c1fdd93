/* Menu, search and colour scheme by keyboard and for screen readers.

   The theme's script keeps menu and search in two hidden checkboxes; the buttons of
   partials/header.html work these and tell their state. Nothing is stored on the device before
   somebody chooses a colour scheme. */
"use strict"
{
  const one = selector => document.querySelector(selector)
  const state = name => one(`[data-md-toggle=${name}]`)

  function setOpen(name, open) {
    if (state(name).checked !== open) state(name).click()
  }

  /* A button opens `area`, Escape and leaving it close it; the focus goes in and comes back. */
  function mount(name, opener, area, firstStop) {
    opener.addEventListener("click", () => {
      setOpen(name, !state(name).checked)
      if (state(name).checked) firstStop.focus()
    })
    state(name).addEventListener("change", () => opener.setAttribute("aria-expanded", state(name).checked))
    area.addEventListener("focusout", event => {
      const next = event.relatedTarget
      if (next && !area.contains(next)) setOpen(name, false)   // also to the opener, which the area covers
    })
    area.addEventListener("keydown", event => {
      if (event.key === "Escape" && state(name).checked) close(name, opener)
    })
  }

  function close(name, opener) {
    setOpen(name, false)
    if (opener.offsetParent) opener.focus()   // not drawn on large screens
  }

  /* Menu */
  const menuOpener = one(".menu-opener"), menu = one("#navigation")
  mount("drawer", menuOpener, menu, one(".menu-closer"))
  one(".menu-closer").addEventListener("click", () => close("drawer", menuOpener))

  // In a long part the current chapter may lie below the edge of the list.
  const current = menu.querySelector("[aria-current=page]")
  if (current) menu.scrollTop = current.offsetTop - menu.clientHeight / 2

  /* The theme's script draws the search and nothing else here, and weighs more than a chapter. It
     comes when somebody turns to the search. It waits for the page to be ready, which the page was
     long ago, and so hears it once more. From the reader's own disk no browser lets a page start a
     worker; a frame stands in for it there. */
  const themeAddress = new URL(one("#theme-script").dataset.src, location.href)
  const frameForWorker = new URL("../suche/iframe-worker.js", themeAddress)
  let themeScript = null
  function loadThemeScript() {
    const needed = [...(location.protocol === "file:" ? [frameForWorker] : []), themeAddress]
    themeScript ??= needed.reduce((before, address) => before.then(() => load(address)), Promise.resolve()).then(() => {
      document.dispatchEvent(new Event("DOMContentLoaded"))
      query.dispatchEvent(new KeyboardEvent("keyup"))   // what was typed meanwhile
      // Where the address names a section it closes the search once, an eighth of a second later.
      setTimeout(() => search.contains(document.activeElement) && setOpen("search", true), 200)
    })
  }
  function load(address) {
    return new Promise((done, failed) =>
      document.head.append(Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed })))
  }

  /* Search */
  const search = one("#suche"), query = one("#suchfeld"), searchOpener = one(".search-opener")
  mount("search", searchOpener, search, query)
  for (const event of ["focusin", "pointerenter"]) search.addEventListener(event, loadThemeScript)
  one(".search-closer").addEventListener("click", () => close("search", searchOpener))
  search.querySelector("form").addEventListener("submit", event => event.preventDefault())
  for (const button of document.querySelectorAll("[data-opens=search]"))
    button.addEventListener("click", () => query.focus())
  document.addEventListener("pointerdown", event => {
    if (state("search").checked && !search.contains(event.target)) setOpen("search", false)
  })

  // The theme listens for released keys only and misses text that is pasted or dictated.
  query.addEventListener("input", () => query.dispatchEvent(new KeyboardEvent("keyup")))

  // The theme takes its results out of the tab order and makes every one a first heading.
  new MutationObserver(() => {
    for (const element of search.querySelectorAll(".search-results [tabindex]")) element.removeAttribute("tabindex")
    for (const element of search.querySelectorAll(".search-results :is(article, h1, h2)")) element.setAttribute("role", "presentation")
  }).observe(one(".search-results"), { childList: true })

  // Nothing found: show where else to look. And the first answer takes a moment, the index has to come.
  const status = search.querySelector(".search-status"), help = search.querySelector(".search-help")
  const nothingFound = JSON.parse(one("#__config").textContent).translations["search.result.none"]
  new MutationObserver(() => help.hidden = status.textContent !== nothingFound).observe(status, { childList: true })
  query.addEventListener("input", () => status.textContent = "Suche wird geladen …", { once: true })

  // The theme gives single letters a meaning (f, s, n, p …), which troubles people who steer by
  // speech (WCAG 2.1.4), and while the search is open it takes Tab, Space and Shift away. Only what
  // works in the search field and the arrows between results may reach it.
  document.addEventListener("keydown", event => {   // the theme listens behind us, at the window
    const inSearch = search.contains(event.target)
    const arrow = event.key === "ArrowDown" || event.key === "ArrowUp"
    if (inSearch && (arrow || event.key === "Escape")) return
    if (event.target === query && event.key !== "Tab") return
    if (inSearch || event.key.length === 1) event.stopPropagation()
  })

  /* Sections beside the text: the one being read is marked. */
  const entries = new Map(Array.from(document.querySelectorAll(".sections a"), link => [decodeURIComponent(link.hash.slice(1)), link]))
  const headings = Array.from(document.querySelectorAll("article :is(h2, h3)[id]")).filter(heading => entries.has(heading.id))
  const markSection = () => {
    const reached = headings.filter(heading => heading.getBoundingClientRect().top < innerHeight / 3).pop()
    for (const [id, link] of entries) link.classList.toggle("current-section", id === reached?.id)
  }
  const watcher = new IntersectionObserver(markSection, { rootMargin: "0px 0px -66% 0px" })
  for (const heading of headings) watcher.observe(heading)

  /* Colour scheme: as the system has it, until the reader decides otherwise. */
  const schemeSwitch = one(".scheme-switch"), systemIsDark = matchMedia("(prefers-color-scheme: dark)")
  const chosen = () => document.body.dataset.mdColorScheme
  const isDark = () => chosen() ? chosen() === "slate" : systemIsDark.matches
  const tell = () => schemeSwitch.setAttribute("aria-pressed", isDark())

  schemeSwitch.addEventListener("click", () => {
    const dark = !isDark()
    if (dark === systemIsDark.matches) {   // nothing to remember any more
      delete document.body.dataset.mdColorScheme
      localStorage.removeItem(`${__md_scope.pathname}.__palette`)
    } else {
      document.body.dataset.mdColorScheme = dark ? "slate" : "default"
      __md_set("__palette", { color: { scheme: document.body.dataset.mdColorScheme } })
    }
    tell()
  })
  systemIsDark.addEventListener("change", tell)
  tell()
}
