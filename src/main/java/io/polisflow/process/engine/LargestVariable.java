package io.polisflow.process.engine;

import io.polisflow.crm.RefusedException;
import java.util.List;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.springframework.util.unit.DataSize;

/**
 * Keeps out of the engine what is no variable but a file: it would be read whole by every step of its process, and stand three times in
 * the database. History is told of every variable that is set, whoever sets it, and inside the command.
 */
class LargestVariable implements HistoryEventHandler {

    private final DataSize most;

    LargestVariable(DataSize most) {
        this.most = most;
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (!(event instanceof HistoricVariableUpdateEventEntity variable)) {
            return;
        }
        String name = variable.getVariableName();
        byte[] bytes = variable.getByteValue();
        if (bytes != null && bytes.length > most.toBytes()) {
            throw new RefusedException(
                    name,
                    "Значение «%s» больше %d КБ: приложите его файлом к сделке. Ничего не изменено."
                            .formatted(name, most.toKilobytes()));
        }
        String text = variable.getTextValue();
        if (text != null && text.length() > FieldRules.LONGEST_TEXT) {
            throw new RefusedException(
                    name,
                    "Текст «%s» длиннее %d знаков: сократите его или приложите файлом к сделке. Ничего не изменено."
                            .formatted(name, FieldRules.LONGEST_TEXT));
        }
    }
}
