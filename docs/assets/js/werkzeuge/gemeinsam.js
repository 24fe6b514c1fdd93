/* What several tools share: state in the address, building elements, telling, copying a link.

   State stands behind the # of the address: it is never sent to a server, nothing is stored on the
   device, and it works in files opened from a disk as well. */
"use strict"
const tools = {
  /* The state in the address; empty where the # names a section of the page. */
  readState() {
    const text = location.hash.slice(1)
    return new URLSearchParams(text.includes("=") ? text : "")
  },

  /* The address of this page with `state`, a plain object; empty values are left out. */
  addressOf(state) {
    const filled = Object.entries(state).filter(([, value]) => value !== "")
    const text = new URLSearchParams(filled).toString().replace(/%2F/g, "/").replace(/%2C/g, ",")
    return location.href.split("#")[0] + (text && "#" + text)
  },

  /* Writes the state without a new entry in the history. */
  writeState(state) {
    history.replaceState(null, "", tools.addressOf(state))
  },

  /* build("p", { class: "x" }, "text", child): an element; text is always text, never HTML. */
  build(name, attributes = {}, ...children) {
    const element = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...children)
    return element
  },

  /* Says `text` in a role=status element, also when the same text stood there before. */
  tell(status, text) {
    status.textContent = ""
    status.textContent = text
  },

  /* Copies an address; where the browser refuses, shows it to be copied by hand. */
  async copyLink(address, status) {
    try {
      await navigator.clipboard.writeText(address)
      tools.tell(status, "Der Link ist kopiert.")
    } catch {
      tools.tell(status, "Zum Kopieren: ")
      status.append(tools.build("input", { readonly: "", value: address, "aria-label": "Link" }))
      status.lastChild.select()
    }
  },

  /* Adds a region that can be scrolled with the keyboard around a table. */
  frame(table, name) {
    return tools.build("div", { class: "tabelle", role: "region", tabindex: "0", "aria-label": name }, table)
  },
}
