// A tab on a running process: how its time and that of its whole deal went by.
import {root, sections} from '../../../polisflow/scripts/web-app.js';

const watches = (await sections()).some(section => section.href === `${root}/crm/deadlines`);

const element = (name, attributes, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
};

async function show(place, instance) {
  try {
    const answer = await fetch(`${root}/crm/deadlines/instances/${encodeURIComponent(instance)}/time`, {headers: {'HX-Request': 'true'}});
    if (!answer.ok) {
      throw new Error(`The time of an instance answered ${answer.status}`);
    }
    const part = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.times');
    // Measures come as data: the policy of our own pages allows no style attributes.
    part.querySelectorAll('[data-style]').forEach(each => { each.style.cssText = each.dataset.style; });
    place.replaceChildren(document.importNode(part, true));
  } catch (fault) {
    console.warn(fault);
    place.replaceChildren(element('p', {textContent: 'Журнал работы сейчас не ответил. Откройте вкладку ещё раз чуть позже.'}));
  }
}

export default watches ? [
  {
    id: 'polisflow-instance-time',
    pluginPoint: 'cockpit.processInstance.runtime.tab',
    priority: 5,
    properties: {label: 'Как шло время'},
    render(node, {processInstanceId}) {
      // A shadow root keeps Cockpit's looks out.
      const host = element('div', {className: 'polisflow-time'});
      const shadow = host.attachShadow({mode: 'open'});
      const place = element('div', {}, element('p', {textContent: 'Загружаем…'}));
      shadow.append(element('link', {rel: 'stylesheet', href: `${root}/css/time.css`}), place);
      node.append(host);
      show(place, processInstanceId);
    },
    unmount() {}
  }
] : [];
