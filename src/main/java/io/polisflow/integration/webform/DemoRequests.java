package io.polisflow.integration.webform;

import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives a fresh machine a few requests to look at; they come in by the same door as real ones, and only once. */
@Component
@ConditionalOnProperty("polisflow.demo.data")
class DemoRequests {

    private final RequestInbox inbox;
    private final Clock clock;

    DemoRequests(RequestInbox inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void send() {
        String inAMonth = LocalDate.now(clock).plusMonths(1).toString();
        inbox.receive(request(
                "demo-1",
                "7736050003",
                "Газпром",
                "Ирина Лебедева",
                "lebedeva@client.example",
                "general-liability",
                "Ответственность перед третьими лицами при ремонте",
                "Вред имуществу соседей",
                "50000000",
                inAMonth));
        inbox.receive(request(
                "demo-2",
                "7740000076",
                "МТС",
                "Олег Фомин",
                "fomin@client.example",
                "vhi",
                "Медицинская помощь сотрудникам офиса",
                "Поликлиника, стоматология",
                "20000000",
                inAMonth));
        // One that a person has to sort out: the sum is in words.
        inbox.receive(request(
                "demo-3",
                "7708503727",
                "РЖД",
                "Нина Зайцева",
                "zaytseva@client.example",
                "cargo",
                "Перевозка оборудования Москва — Казань",
                "Повреждение в пути",
                "около трёх миллионов",
                inAMonth));
    }

    private static IncomingRequest request(
            String id,
            String inn,
            String company,
            String contact,
            String email,
            String product,
            String object,
            String risks,
            String sum,
            String startsOn) {
        return new IncomingRequest(
                Channel.WEBFORM,
                id,
                inn,
                company,
                contact,
                null,
                email,
                product,
                object,
                risks,
                sum,
                startsOn,
                null,
                "Заявка для знакомства с системой",
                true,
                List.of(),
                null,
                List.of(),
                List.of(),
                null);
    }
}
