/** Sends JSON and returns what came back, also when it is an error or no JSON at all. */
export async function postJson(url, body) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json, application/problem+json' },
      body: JSON.stringify(body),
    });
    return { ok: response.ok, status: response.status, body: await response.json().catch(() => ({})) };
  } catch {
    return { ok: false, status: 0, body: { detail: 'Приложение не отвечает. Проверьте, что оно запущено.' } };
  }
}

const firstLooks = [];

/** Notes that a part of the page is to be seen only when this first look at the server is over. */
export function atFirst(look) {
  firstLooks.push(look);
}

/** Shows the page as a whole, so that no part jumps when another is filled. */
export async function showWhenLooked() {
  await Promise.allSettled(firstLooks);
  document.body.classList.remove('filling');
}

/** Makes an element; strings become text, so nothing that came over the wire is ever read as markup. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** @param kind good, warn or bad */
export function say(box, kind, ...content) {
  box.className = `answer ${kind}`;
  box.replaceChildren(...content);
  box.hidden = false;
}

export function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field.type === 'checkbox') {
      field.checked = value;
    } else {
      field.value = value;
    }
  }
}

/** randomUUID is missing where the page was opened by the machine's address without TLS. */
export function uuid() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
