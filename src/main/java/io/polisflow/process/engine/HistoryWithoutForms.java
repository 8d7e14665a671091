package io.polisflow.process.engine;

import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/**
 * Writes the engine's history but for what forms show: copies of business data, made for one task and gone with it. They were two thirds of
 * all variables, each with a row of its own, one for each change, its bytes, and all of these written once more when the process ended.
 */
class HistoryWithoutForms extends DbHistoryEventHandler {

    @Override
    public void handleEvent(HistoryEvent event) {
        if (!(event instanceof HistoricVariableUpdateEventEntity variable && variable.getTaskId() != null)) {
            super.handleEvent(event);
        }
    }
}
