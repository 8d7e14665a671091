package planted.engineinweb.web;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/** A breach planted for ArchitectureTest. */
class Page {
    DelegateExecution execution;
}
