package io.polisflow.process.callback;

import io.polisflow.crm.telephony.CallBacks;
import io.polisflow.crm.telephony.PendingCallBack;
import io.polisflow.process.engine.FormData;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows whom to call, at which number, and how often they have tried. */
@Component
class CallClientBackForm implements TaskListener {

    private final CallBacks callBacks;
    private final DateTimeFormatter when;

    CallClientBackForm(CallBacks callBacks, Clock clock) {
        this.callBacks = callBacks;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    @Override
    public void notify(DelegateTask task) {
        PendingCallBack callBack = callBacks.get(CallBack.CALL_BACK_ID.get(task));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Кто звонил",
                callBack.contact().name() == null
                        ? "имя неизвестно"
                        : callBack.contact().name()));
        facts.add(new Fact("Телефон", callBack.number()));
        facts.add(new Fact("Пропущено звонков", String.valueOf(callBack.calls())));
        facts.add(new Fact("Последний", when.format(callBack.lastAt())));
        if (callBack.deal() != null) {
            facts.add(new Fact(
                    "Сделка",
                    callBack.deal().number() + ", " + callBack.deal().stage().label()));
        }
        FormData.of(task).put("callBackNumber", callBack.number()).put("callFacts", facts);
    }

    record Fact(String name, String value) {}
}
