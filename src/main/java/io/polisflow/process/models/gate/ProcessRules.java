package io.polisflow.process.models.gate;

import java.util.Collection;
import org.camunda.bpm.engine.impl.util.ParseUtil;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.springframework.stereotype.Component;

/** A process can be started, and its history ends some day. */
@Component
class ProcessRules implements ModelRule {

    static final String EXECUTABLE = "not-executable";
    static final String TIME_TO_LIVE = "history-time-to-live";

    @Override
    public void check(ModelSet set, Findings findings) {
        BpmnFile.each(set, file -> {
            Collection<Process> processes = file.model().getModelElementsByType(Process.class);
            if (processes.stream().noneMatch(Process::isExecutable)) {
                findings.error(
                        EXECUTABLE,
                        processes.stream().findFirst().map(file::place).orElseGet(file::place),
                        "Модель не исполняется: развёртывание её пропустит",
                        "Отметьте у процесса «Executable».");
            }
            processes.stream()
                    .filter(Process::isExecutable)
                    .forEach(process -> checkTimeToLive(file, process, findings));
        });
    }

    private static void checkTimeToLive(BpmnFile file, Process process, Findings findings) {
        String term = process.getCamundaHistoryTimeToLiveString();
        if (term == null || term.isBlank()) {
            findings.error(
                    TIME_TO_LIVE,
                    file.place(process),
                    "Не сказано, сколько хранить историю процесса",
                    "Укажите у процесса «Time to live», например P1825D.");
        } else if (!isTerm(term)) {
            findings.error(
                    TIME_TO_LIVE,
                    file.place(process),
                    "Срок хранения истории «" + term + "» не разобрать",
                    "Укажите число дней или ISO 8601 в днях, например P1825D.");
        }
    }

    private static boolean isTerm(String term) {
        try {
            Integer days = ParseUtil.parseHistoryTimeToLive(term);
            return days != null && days >= 0;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
