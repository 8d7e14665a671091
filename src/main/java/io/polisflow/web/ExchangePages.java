package io.polisflow.web;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.exchange.Exchange;
import io.polisflow.crm.exchange.Exchange.Direction;
import io.polisflow.crm.exchange.ExchangeJournal;
import io.polisflow.crm.exchange.OutsideSystem;
import io.polisflow.crm.lead.Lead;
import io.polisflow.crm.lead.Leads;
import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.crm.request.Requests;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.StringUtils;

/** Reads what went over the wire for a deal, and for the request or lead that it came from. */
@Service
@Transactional(readOnly = true)
class ExchangePages {

    private static final int LATEST = 5;
    private static final int PAGE = 50;

    /** What a fault's text begins with, after the system's name, and what a person reads. */
    private static final Map<String, String> FAULTS = Map.of(
            "no answer in time", "не ответил вовремя",
            "no whole answer in time", "ответ не пришёл целиком вовремя",
            "no answer", "нет связи",
            "oversized answer", "слишком большой ответ",
            "cannot ask", "неверный адрес в настройках",
            "the SMTP server did not take", "письмо не принято");

    private final ExchangeJournal journal;
    private final Deals deals;
    private final Requests requests;
    private final Leads leads;
    private final DateTimeFormatter when;

    ExchangePages(ExchangeJournal journal, Deals deals, Requests requests, Leads leads, Clock clock) {
        this.journal = journal;
        this.deals = deals;
        this.requests = requests;
        this.leads = leads;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss").withZone(clock.getZone());
    }

    /**
     * @param result one of «ответ получен», «отказ», «сбой», with the status or the reason
     * @param tone style of the result: good, warn or bad
     */
    record Row(long id, String at, String system, boolean incoming, String result, String tone, long millis) {}

    /** @param page from 1 */
    record Rows(List<Row> rows, long total, int page, int pages) {}

    /** @param what the operation, with its address, as the outside system's description has them */
    record Texts(String what, String request, String answer) {}

    Rows latest(String number) {
        return rows(journal.of(subjects(number), 0, LATEST));
    }

    /** @param page from 1 */
    Rows page(String number, int page) {
        return rows(journal.of(subjects(number), Math.max(page, 1) - 1, PAGE));
    }

    Optional<Texts> texts(String number, long id) {
        return journal.find(id, subjects(number))
                .map(exchange -> new Texts(
                        exchange.operation() + (exchange.address() == null ? "" : " · " + exchange.address()),
                        exchange.request(),
                        exchange.answer()));
    }

    private List<String> subjects(String number) {
        Deal deal = deals.get(number);
        return Stream.of(
                        Stream.of(number),
                        requests.of(deal).stream().map(InsuranceRequest::number),
                        leads.of(deal).stream().map(Lead::number))
                .flatMap(numbers -> numbers)
                .toList();
    }

    private Rows rows(Page<Exchange> found) {
        return new Rows(
                found.map(this::row).getContent(),
                found.getTotalElements(),
                found.getNumber() + 1,
                Math.max(found.getTotalPages(), 1));
    }

    private Row row(Exchange exchange) {
        String system = OutsideSystem.of(exchange.system())
                .map(OutsideSystem::label)
                .map(StringUtils::capitalize)
                .orElse(exchange.system());
        String status = exchange.status() == null ? "" : " " + exchange.status();
        String result =
                switch (exchange.outcome()) {
                    case OK -> (exchange.direction() == Direction.IN ? "принято" : "ответ получен") + status;
                    case REFUSED -> "отказ" + status;
                    case FAULT -> "сбой" + (exchange.fault() == null ? status : ": " + reason(exchange.fault()));
                };
        String tone =
                switch (exchange.outcome()) {
                    case OK -> "good";
                    case REFUSED -> "warn";
                    case FAULT -> "bad";
                };
        return new Row(
                exchange.id(),
                when.format(exchange.at()),
                system,
                exchange.direction() == Direction.IN,
                result,
                tone,
                exchange.millis());
    }

    private static String reason(String fault) {
        String said = fault.replaceFirst("^\\w+: ", "");
        return FAULTS.entrySet().stream()
                .filter(known -> said.startsWith(known.getKey()))
                .max((one, other) ->
                        Integer.compare(one.getKey().length(), other.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse("ответ не читается");
    }
}
