package io.polisflow.process.negotiation;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.dictionary.DictionaryEntry;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.crm.knowledge.Knowledge.Found;
import io.polisflow.crm.negotiation.History;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalReadout;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.LossFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Shows before a talk whom to call, all that was said and offered so far, and the answers that have helped. */
@Component
class TalkForm implements TaskListener {

    /** The choice for somebody who is not on the client's card. */
    static final String NOBODY_ON_THE_CARD = "0";

    private static final int ANSWERS_TO_SHOW = 2;
    private static final int ANSWERS_TO_CHOOSE = 10;

    private final Deals deals;
    private final Clients clients;
    private final Proposals proposals;
    private final History history;
    private final Knowledge knowledge;
    private final Dictionaries dictionaries;
    private final TouchCalendar calendar;
    private final LossFields lossFields;

    TalkForm(
            Deals deals,
            Clients clients,
            Proposals proposals,
            History history,
            Knowledge knowledge,
            Dictionaries dictionaries,
            TouchCalendar calendar,
            LossFields lossFields) {
        this.deals = deals;
        this.clients = clients;
        this.proposals = proposals;
        this.history = history;
        this.knowledge = knowledge;
        this.dictionaries = dictionaries;
        this.calendar = calendar;
        this.lossFields = lossFields;
    }

    @Override
    public void notify(DelegateTask task) {
        String dealNumber = task.getExecution().getProcessBusinessKey();
        Deal deal = deals.get(dealNumber);
        List<Contact> people = clients.contactsOf(deal.client().id()).stream()
                .filter(contact -> !contact.removed())
                .toList();
        Optional<Proposal> offered =
                Optional.ofNullable(Negotiation.PROPOSAL_ID.get(task)).flatMap(proposals::find);
        FormData form = FormData.of(task)
                .put("offer", offered.map(TalkForm::offer).orElse("КП у клиента ещё нет."))
                .put("figures", offered.map(ProposalReadout::figures).orElse(List.of()))
                .put("waiting", waiting(Negotiation.NEXT_TOUCH_ID.get(task)))
                .put("contactFacts", people.stream().map(this::row).toList())
                .put("callLinks", callLinks(dealNumber, people))
                .put("contactOptions", contactOptions(people))
                .put("touchFacts", history.touches(dealNumber))
                .put("callFacts", history.calls(dealNumber))
                .put("letterFacts", history.letters(dealNumber))
                .put("proposalFacts", history.proposals(dealNumber))
                .put("reworkFacts", history.reworks(dealNumber))
                .put("objectionFacts", history.objections(dealNumber));
        offerAnswers(form, offered.map(TalkForm::product).orElse(null));
        lossFields.offer(form);
    }

    private static String offer(Proposal proposal) {
        String until =
                proposal.validUntil() == null ? "" : ", действует до " + ProposalReadout.day(proposal.validUntil());
        return "У клиента КП " + proposal.reference() + until + ".";
    }

    private static String product(Proposal proposal) {
        return proposal.lines().isEmpty()
                ? null
                : proposal.lines().get(0).product().code();
    }

    private String waiting(Long touchId) {
        return Optional.ofNullable(touchId)
                .flatMap(calendar::find)
                .filter(touch -> touch.state() == Activity.State.PLANNED)
                .map(touch -> "Клиент просил время подумать: сегодня срок узнать решение.")
                .orElse("");
    }

    private PersonRow row(Contact contact) {
        return new PersonRow(
                name(contact),
                contact.role() == null ? "—" : dictionaries.label(Dictionary.CONTACT_ROLE, contact.role()),
                contact.phone() == null ? "—" : contact.phone(),
                contact.email() == null ? "—" : contact.email());
    }

    /** Links that open beside the task: leaving the page would lose what is typed already. */
    private static String callLinks(String dealNumber, List<Contact> people) {
        String links = people.stream()
                .filter(contact -> contact.phone() != null)
                .map(contact -> "<a href=\"/crm/deals/" + dealNumber + "/call?contact=" + contact.id()
                        + "\" target=\"_blank\">Позвонить: " + HtmlUtils.htmlEscape(name(contact)) + ", "
                        + contact.phone() + "</a>")
                .collect(Collectors.joining("<br>"));
        return links.isEmpty() ? "Телефонов контактов в карточке нет." : links;
    }

    private static List<Option> contactOptions(List<Contact> people) {
        return Stream.concat(
                        people.stream().map(contact -> new Option(name(contact), String.valueOf(contact.id()))),
                        Stream.of(new Option("Другое лицо", NOBODY_ON_THE_CARD)))
                .toList();
    }

    private static String name(Contact contact) {
        return Stream.of(contact.name(), contact.email(), contact.phone())
                .filter(text -> text != null)
                .findFirst()
                .orElse("Имя неизвестно");
    }

    private void offerAnswers(FormData form, String product) {
        List<DictionaryEntry> categories = dictionaries.offered(Dictionary.OBJECTION_CATEGORY);
        Map<String, List<Found>> best = knowledge.bestByCategory(product, ANSWERS_TO_CHOOSE);
        List<AnswerRow> rows = new ArrayList<>();
        Map<String, List<Option>> options = new LinkedHashMap<>();
        for (DictionaryEntry category : categories) {
            List<Found> answers = best.getOrDefault(category.code(), List.of());
            answers.stream().limit(ANSWERS_TO_SHOW).forEach(found -> rows.add(AnswerRow.of(category.label(), found)));
            options.put(
                    category.code(),
                    answers.stream()
                            .map(found -> new Option(
                                    found.article().title(),
                                    String.valueOf(found.article().id())))
                            .toList());
        }
        form.put("answerFacts", rows)
                .put("articleOptions", options)
                .put(
                        "categoryOptions",
                        categories.stream()
                                .map(category -> new Option(category.label(), category.code()))
                                .toList());
    }

    record Option(String label, String value) {}

    record PersonRow(String name, String role, String phone, String email) {}

    record AnswerRow(String category, String title, String helped) {

        static AnswerRow of(String category, Found found) {
            String helped = found.judged() == 0 ? "—" : found.helped() + " из " + found.judged();
            return new AnswerRow(category, found.article().title(), helped);
        }
    }
}
