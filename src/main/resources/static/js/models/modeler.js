// The modeler as our page has it: in Russian, and with the engine's own attributes kept when steps are copied or change their kind.
import {translate} from './modeler-words.js';

/** Elements of the engine's own language are not described to the modeler: it keeps them as they are, but would not copy them. */
class KeepsForeign {
  constructor(eventBus, moddle, moddleCopy) {
    const copyOf = (foreign, parent) => {
      const {$type, $children = [], $body, $descriptor, ...attributes} = foreign;
      const copy = moddle.createAny($type, $descriptor.ns.uri, attributes);
      copy.$parent = parent;
      if ($body !== undefined) {
        copy.$body = $body;
      }
      if ($children.length) {
        copy.$children = $children.map(child => copyOf(child, copy));
      }
      return copy;
    };
    eventBus.on('moddleCopy.canCopyProperty', 2000, ({property, parent, propertyName}) => {
      if (propertyName !== 'extensionElements' || !property) {
        return undefined;
      }
      const copy = moddle.create('bpmn:ExtensionElements');
      copy.$parent = parent;
      copy.values = property.get('values').map(each => copyOf(each, copy));
      return copy;
    });
    const original = moddleCopy.copyElement;
    moddleCopy.copyElement = function(source, target, ...others) {
      Object.entries(source.$attrs ?? {}).filter(([name]) => name.startsWith('camunda:')).forEach(([name, value]) => target.set(name, value));
      return original.call(this, source, target, ...others);
    };
  }
}
KeepsForeign.$inject = ['eventBus', 'moddle', 'moddleCopy'];

/** @param BpmnJS the public modeler */
export const modelerIn = (view, BpmnJS) => new BpmnJS({
  container: view,
  keyboard: {bindTo: view},
  additionalModules: [{
    translate: ['value', translate],
    __init__: ['keepsForeign'],
    keepsForeign: ['type', KeepsForeign],
  }],
});

export const written = async modeler => (await modeler.saveXML({format: true})).xml;
