// What a web app and its libraries say without asking their locale file is replaced where it appears. The files named
// in the app's config.js tell what is said, where, and what it is in Russian; nothing outside these places is touched,
// since what a person typed or a model says is not ours to translate.
import {plural} from './plural.js';
import {configuration, readFile, tell} from './web-app.js';

const ATTRIBUTES = ['placeholder', 'aria-label', 'title', 'label'];

// A template's line breaks mean no more than a blank.
const onOneLine = text => text.replace(/\s+/g, ' ');

function compile({within, except, texts = {}, patterns = [], lists = {}}) {
  return {
    within,
    except,
    texts: new Map(Object.entries(texts).map(([english, russian]) => [onOneLine(english), russian])),
    patterns: patterns.map(([pattern, ...forms]) => [new RegExp(pattern), forms]),
    lists: new Map(Object.entries(lists))
  };
}

function byRule(rule, bare) {
  const russian = rule.texts.get(bare);
  if (russian !== undefined) {
    return russian;
  }
  const words = bare.split(/,\s*/);
  if (words.every(word => rule.lists.has(word))) {
    return words.map(word => rule.lists.get(word)).join(', ');
  }
  for (const [pattern, [one, few, many]] of rule.patterns) {
    const found = pattern.exec(bare);
    if (found) {
      return bare.replace(pattern, few ? plural(Number(found[1]), one, few, many) : one);
    }
  }
  return undefined;
}

function translate(rules, text, element) {
  const bare = text.trim();
  if (!bare) {
    return text;
  }
  for (const rule of rules) {
    if (element.closest(rule.within) && !(rule.except && element.closest(rule.except))) {
      const russian = byRule(rule, onOneLine(bare));
      if (russian !== undefined) {
        return text.replace(bare, () => russian);
      }
    }
  }
  return text;
}

function translateText(rules, node) {
  const russian = node.parentElement ? translate(rules, node.data, node.parentElement) : node.data;
  if (russian !== node.data) {
    node.data = russian;
  }
}

function translateAttributes(rules, element) {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    const russian = value && translate(rules, value, element);
    if (russian !== value) {
      element.setAttribute(name, russian);
    }
  }
}

function translateTree(rules, node) {
  if (node.nodeType === Node.TEXT_NODE) {
    translateText(rules, node);
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    translateAttributes(rules, node);
    node.childNodes.forEach(child => translateTree(rules, child));
  }
}

function watch(rules) {
  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'characterData') {
        translateText(rules, change.target);
      } else if (change.type === 'attributes') {
        translateAttributes(rules, change.target);
      } else {
        change.addedNodes.forEach(node => translateTree(rules, node));
      }
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES
  });
}

try {
  watch((await Promise.all(configuration().words.map(file => readFile(`polisflow/words/${file}.json`)))).flat().map(compile));
} catch (fault) {
  // The web app works without, in two languages.
  tell(fault);
}

export default [];
