/* Computes a calculation of the handbook from its JSON (daten/rechnungen/…), in the reader's browser.

   The same arithmetic as scripts/wegweiser/calculation/evaluation.py: decimal numbers of 28 digits,
   halves rounded away from zero, nothing rounded before it is shown. A formula is a tree of lists
   and text that this file walks; nothing of it is ever run as a program. Needs big.js.

     Rechnen.evaluate(model, {miete: "8.5"})   {miete: Big, jahresmiete: Big, …}
     Rechnen.format(value, "Euro", 2)          "1.234,50 Euro"
     Rechnen.read("1.234,5")                   Big, or null if that is no number
     Rechnen.isProblem(value)                  whether a value cannot be computed; value.fehler says why */
"use strict"
window.Rechnen = (() => {
  const DIGITS = 28, LARGEST = new Big("1e15"), HUNDRED = new Big(100)
  const NO_BREAK_SPACE = "\u00a0", MINUS = "\u2212", DASH = "\u2013"
  Big.DP = 60   // quotients are cut to DIGITS afterwards
  Big.RM = Big.roundHalfUp

  /* All values of a model by name. `inputs` replaces assumptions: Big, text with a decimal
     point, or an object with `fehler`, which spreads to all that needs the value. */
  function evaluate(model, inputs = {}) {
    const values = Object.create(null)
    for (const assumption of model.annahmen) {
      values[assumption.name] = number(Object.hasOwn(inputs, assumption.name) ? inputs[assumption.name] : assumption.wert)
    }
    for (const quantity of model.groessen) {
      try {
        values[quantity.name] = compute(quantity.baum, values)
      } catch (problem) {
        if (!isProblem(problem)) throw problem
        values[quantity.name] = problem
      }
    }
    return values
  }

  function number(value) {
    if (isProblem(value)) return value
    try {
      return new Big(value)
    } catch {
      return {fehler: "Hier fehlt eine Zahl."}
    }
  }

  function isProblem(value) {
    return typeof value?.fehler === "string"
  }

  /* The value of a tree; throws an object with `fehler` if there is none. */
  function compute(tree, values) {
    if (typeof tree === "string") {
      if (isProblem(values[tree])) throw values[tree]
      return values[tree]
    }
    const [operation, ...parts] = tree
    if (operation === "zahl") return new Big(parts[0])
    if (operation === "wenn") return compute(holds(parts[0], values) ? parts[1] : parts[2], values)
    return bounded(apply(operation, parts.map(part => compute(part, values))))
  }

  function apply(operation, [a, b, ...others]) {
    const all = [a, b, ...others].filter(part => part !== undefined)
    switch (operation) {
      case "+": return exact(a.plus(b))
      case "-": return exact(b === undefined ? a.neg() : a.minus(b))
      case "*": return exact(a.times(b))
      case "/": return divide(a, b)
      case "summe": return all.reduce((sum, part) => exact(sum.plus(part)))
      case "min": case "kleinstes": return all.reduce((x, y) => y.lt(x) ? y : x)
      case "max": case "groesstes": return all.reduce((x, y) => y.gt(x) ? y : x)
      case "round": return a.round(b.toNumber())
      case "annuitaet": return annuity(a, b, others[0])
    }
    throw new Error("unknown operation " + operation)
  }

  function exact(value) {
    return value.prec(DIGITS, Big.roundHalfUp)
  }

  function divide(a, b) {
    if (b.eq(0)) throw {fehler: "Hier würde durch null geteilt."}
    // Small quotients need more places than DP has.
    const shift = a.eq(0) ? 0 : Math.max(0, b.e - a.e)
    return exact(a.times(new Big("1e" + shift)).div(b).times(new Big("1e-" + shift)))
  }

  function holds([comparison, left, right], values) {
    const a = compute(left, values), b = compute(right, values)
    switch (comparison) {
      case "<": return a.lt(b)
      case "<=": return a.lte(b)
      case ">": return a.gt(b)
      case ">=": return a.gte(b)
      case "==": return a.eq(b)
      case "!=": return !a.eq(b)
    }
    throw new Error("unknown comparison " + comparison)
  }

  /* The equal payment at the end of each year, see annuity() in evaluation.py. */
  function annuity(presentValue, percent, years) {
    if (!years.round(0).eq(years) || years.lt(1) || years.gt(100)) {
      throw {fehler: "Die Laufzeit muss eine ganze Zahl von 1 bis 100 sein."}
    }
    if (percent.lt(0) || percent.gt(100)) throw {fehler: "Der Zinssatz muss zwischen 0 und 100 Prozent liegen."}
    const rate = divide(percent, HUNDRED), growth = exact(exact(rate.plus(1)).pow(years.toNumber()))
    if (growth.eq(1)) return divide(presentValue, years)
    return exact(presentValue.times(divide(exact(rate.times(growth)), exact(growth.minus(1)))))
  }

  function bounded(value) {
    if (value.abs().gt(LARGEST)) throw {fehler: "Das Ergebnis ist größer als eine Billiarde."}
    return value
  }

  /* A value as the handbook writes it; a dash for one that cannot be computed. `words` as in the JSON. */
  function format(value, unit = "", places = 0, words = {}) {
    if (isProblem(value)) return DASH
    const big = new Big(value)
    if (words[big.toFixed()]) return words[big.toFixed()]
    const [whole, decimals] = big.abs().toFixed(places, Big.roundHalfUp).split(".")
    const digits = whole.replace(/\B(?=(\d{3})+$)/g, ".") + (decimals ? "," + decimals : "")
    const sign = big.lt(0) && /[1-9]/.test(digits) ? MINUS : ""
    return sign + digits + (unit ? NO_BREAK_SPACE + unit : "")
  }

  /* A number as people type it: 1.234,5 or 1234.5 or 12.500 (thousands); null if it is none. */
  function read(text) {
    const bare = String(text).replace(/\s/g, "").replace(MINUS, "-")
    if (bare.length > 24) return null
    if (/^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(bare)) return new Big(bare.replaceAll(".", "").replace(",", "."))
    return /^-?\d+\.\d+$/.test(bare) ? new Big(bare) : null
  }

  return {evaluate, format, read, isProblem}
})()
