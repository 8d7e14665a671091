// Says in a dialog that plans or moves a touch what speaks against the time, while it is chosen.

/** @param outlook {refusal, warnings: [{code, text}]} */
export function warn(form, outlook) {
  const place = form.querySelector('[data-warnings]');
  const texts = outlook ? [outlook.refusal, ...outlook.warnings.map(warning => warning.text)].filter(text => text) : [];
  place.replaceChildren(...texts.map(text => {
    const line = document.createElement('p');
    line.textContent = text;
    return line;
  }));
  place.hidden = texts.length === 0;
  place.classList.toggle('refused', !!outlook?.refusal);
  const tick = form.querySelector('[data-out-of-hours]');
  tick.hidden = !outlook?.warnings.some(warning => warning.code === 'DAY_OFF' || warning.code === 'OUT_OF_HOURS');
  if (tick.hidden) {
    form.elements.outOfHours.checked = false;
  }
}

/** Asks a moment after the last key; an answer that comes late is not shown for another time. */
export function checked(form, address) {
  let asked = 0;
  let timer;
  return () => {
    clearTimeout(timer);
    const mine = ++asked;
    timer = setTimeout(async () => {
      const from = form.elements.touchAt.value ? address() : null;
      const {reply} = from ? await send(from, 'GET') : {};
      if (mine === asked) {
        warn(form, reply);
      }
    }, 250);
  };
}
