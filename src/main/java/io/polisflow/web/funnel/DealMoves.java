package io.polisflow.web.funnel;

import io.polisflow.crm.agenda.DealTasks;
import io.polisflow.crm.agenda.DealTasks.OpenWork;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealMove;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Decision;
import io.polisflow.crm.deal.Stage;
import io.polisflow.web.DealAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says of one deal where the signed-on person may move it and why nowhere else. */
@Service
@Transactional(readOnly = true)
class DealMoves {

    private final DealProcess process;
    private final DealAccess access;
    private final DealTasks tasks;

    DealMoves(DealProcess process, DealAccess access, DealTasks tasks) {
        this.process = process;
        this.access = access;
        this.tasks = tasks;
    }

    /** @return one for each stage, in the funnel's order */
    List<DealMove> of(String number) {
        Deal deal = access.find(number);
        Optional<String> notYours = access.refusal(deal);
        if (notYours.isPresent()) {
            return Arrays.stream(Stage.values())
                    .map(stage -> new DealMove(stage, null, notYours.get()))
                    .toList();
        }
        Set<Decision> awaited = process.awaited(List.of(number)).getOrDefault(number, Set.of());
        String work = tasks.open(List.of(number), 1).stream()
                .map(OpenWork::name)
                .findFirst()
                .orElse(null);
        return Arrays.stream(Stage.values())
                .map(stage -> DealMove.of(deal, stage, awaited, work))
                .toList();
    }
}
