// Which of the four web apps is starting, where it is and how it is configured.
const base = document.querySelector('base');

const appRoot = base.getAttribute('app-root') || '/camunda';

/** Where the application is, the web apps being a part of it. */
export const root = appRoot.replace(/\/camunda$/, '');

/** tasklist, cockpit, admin or welcome. */
export const name = base.getAttribute('href').match(/\/app\/(\w+)\//)[1];

/** What the app's own config.js says; known to scripts, not yet to config.js itself. */
export const configuration = () => window[`cam${name[0].toUpperCase()}${name.slice(1)}Conf`];

class Unanswered extends Error {}

// A web app waits for its words before it draws anything; a connection that hangs must not leave it empty for ever.
const LONGEST_WAIT = 15000;

/** Waits for what comes over the line, be it the head of an answer or the rest of it. */
async function arrived(promise, path) {
  try {
    return await promise;
  } catch (cause) {
    throw new Unanswered(path, {cause});
  }
}

async function read(path) {
  const answer = await arrived(fetch(path, {
    headers: {Accept: 'application/json'},
    signal: AbortSignal.timeout(LONGEST_WAIT)
  }), path);
  if (!answer.ok) {
    throw new Error(`${answer.url}: ${answer.status}`);
  }
  return JSON.parse(await arrived(answer.text(), path));
}

/** A JSON file that lies among the web apps' files. */
export const readFile = path => read(`${appRoot}/app/${path}`);

/** Tells in the console what went wrong; that no answer came is no fault of ours: most often the page was just left. */
export const tell = fault => (fault instanceof Unanswered ? console.warn : console.error)(fault);

/** What our API answers at an address such as /api/sections. */
export const ask = address => read(root + address);

async function findSections() {
  try {
    const found = await ask('/api/sections');
    return found.map(({href, label}) => ({href: root + href, label}));
  } catch {
    return [];
  }
}

let found;

/** The sections of the CRM that the signed-on person may open, as {href, label}; none while nobody can tell. */
export function sections() {
  found = found || findSections();
  return found;
}

/** Whether the person may see clients' data at all. */
export async function worksWithClients() {
  return (await sections()).some(section => section.href === `${root}/crm/clients`);
}
