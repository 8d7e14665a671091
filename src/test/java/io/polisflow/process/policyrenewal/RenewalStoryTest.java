package io.polisflow.process.policyrenewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.negotiation.TalkResult;
import io.polisflow.crm.negotiation.Talks;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.policy.Renewal;
import io.polisflow.crm.policy.Renewal.Aspect;
import io.polisflow.crm.policy.Renewal.RegistryField;
import io.polisflow.crm.policy.RenewalOffers;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalChanges;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The talk about the next term: what it shows, what it asks, what it suggests and what becomes of it. */
class RenewalStoryTest extends RenewalCase {

    @Autowired
    private DealProcess dealProcess;

    @Autowired
    private RenewalOffers offers;

    @Autowired
    private Talks talks;

    @Autowired
    private Consents consents;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void aClientWhoRenewsGetsACopyOfTheLastOfferWithWhatTheyLack() {
        String deal = wonDeal();
        String owner = deal(deal).owner();
        Policy policy = dueFor(deal);
        complete(
                owner,
                deal,
                PolicyRenewal.TASK_RENEW_CONTRACT,
                talk(
                        "renew",
                        "claimsNote",
                        "Залив в марте, выплатили 40 000 ₽",
                        "staffChanged",
                        true,
                        "staffNow",
                        120,
                        "addressChanged",
                        true,
                        "addressNow",
                        "Переехали в Химки"));

        List<Map<String, Object>> choice = suggestions(deal);
        assertThat(choice)
                .extracting(row -> row.get("title"))
                .contains("Общая гражданская ответственность", "Добровольное медицинское страхование")
                .doesNotContain("Страхование имущества");
        assertThat(choice)
                .allSatisfy(row -> assertThat(row.get("reason").toString()).isNotBlank());
        accept(choice, "Общая гражданская ответственность", "Склад и двор", "5000000");
        complete(owner, deal, PolicyRenewal.TASK_CHOOSE_PRODUCTS, with("suggestions", choice));

        assertThat(ended(deal, PolicyRenewal.END_RENEWAL_DEAL_OPENED)).isTrue();
        assertThat(instances(deal)).isZero();
        String next = renewalDeal(policy);
        Deal renewal = deal(next);
        assertThat(renewal.kind()).isEqualTo(Deal.Kind.RENEWAL);
        assertThat(renewal.renewedPolicyId()).isEqualTo(policy.id());
        assertThat(renewal.owner()).isEqualTo(owner);
        assertThat(instance("deal", next)).isNotNull();
        transaction.executeWithoutResult(status -> {
            Proposal earlier = proposals.of(deal(deal)).get(0);
            Proposal draft = proposals.of(deal(next)).get(0);
            assertThat(draft.number()).isNotEqualTo(earlier.number());
            assertThat(draft.version()).isEqualTo(1);
            assertThat(draft.startsOn()).isEqualTo(LocalDate.of(2028, 1, 1));
            assertThat(draft.termMonths()).isEqualTo(12);
            assertThat(draft.specialConditions()).isEqualTo("Без осмотра");
            assertThat(draft.lines())
                    .extracting(line -> line.product().code())
                    .containsExactly("property", "general-liability");
            assertThat(draft.lines().get(0).parameters())
                    .isEqualTo(earlier.lines().get(0).parameters())
                    .isNotEmpty();
            assertThat(draft.lines().get(1).object()).isEqualTo("Склад и двор");
            assertThat(draft.lines().get(1).sumInsured()).isEqualByComparingTo("5000000");
            assertThat(ProposalChanges.of(draft))
                    .extracting(ProposalChanges.Change::what)
                    .containsExactly(
                            "Начало страхования",
                            "Страхование имущества: страховая сумма",
                            "Общая гражданская ответственность");
        });
        assertThat(shown(next, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL, "changeFacts"))
                .asString()
                .contains("Начало страхования", "01.01.2028", "Склад и двор");
        assertThat(shown(next, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL, "renewalFacts"))
                .asString()
                .contains(policy.number(), "Залив в марте", "Переехали в Химки");
        assertThat(shown(next, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL, "requestFacts"))
                .isEqualTo("[]");
        Renewal kept = renewal(policy);
        assertThat(kept.riskChanges())
                .containsEntry(Aspect.STAFF, "120")
                .containsEntry(Aspect.ADDRESS, "Переехали в Химки")
                .doesNotContainKey(Aspect.REVENUE);
        assertThat(kept.state()).isEqualTo(Renewal.State.IN_WORK);
        transaction.executeWithoutResult(status -> assertThat(deals.touchesOf(deal(deal)))
                .singleElement()
                .extracting(touch -> touch.outcome())
                .isEqualTo("Поговорили"));

        assembleAsPrefilled(next);
        transaction.executeWithoutResult(status -> deals.reachStage(next, Stage.WON));
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.SOLD);
    }

    @Test
    void aClientWhoWantsNoOffersIsNotCalledAboutTheRenewal() {
        String deal = wonDeal();
        Contact petrov = deal(deal).contact();
        consents.withdraw(petrov.id(), Purpose.MARKETING, ConsentChannel.LETTER, "manager", null);

        dueFor(deal);

        assertThat(planned(deal)).singleElement().satisfies(call -> {
            assertThat(call.contactId()).isNull();
            assertThat(call.note()).contains("отказ от «Рекламные письма и звонки»", "Выберите другого человека");
        });
    }

    @Test
    void aRenewalCallThatStandsInTheCalendarGoesOutOfItWithTheConsent() {
        String deal = wonDeal();
        Contact petrov = deal(deal).contact();
        dueFor(deal);
        assertThat(planned(deal)).singleElement().satisfies(call -> assertThat(call.contactId())
                .isEqualTo(petrov.id()));

        consents.withdraw(petrov.id(), Purpose.MARKETING, ConsentChannel.LETTER, "manager", null);

        assertThat(planned(deal)).isEmpty();
        assertThat(isOpen(deal, PolicyRenewal.TASK_RENEW_CONTRACT))
                .as("the manager decides what to do without the call")
                .isTrue();
    }

    @Test
    void aRenewalCallThatNamesNobodyGoesWithTheConsentOfTheDealsContact() {
        String deal = wonDeal();
        Contact petrov = deal(deal).contact();
        dueFor(deal);
        jdbc.update(
                "update activity set contact_id = null where deal_id = ?",
                deal(deal).id());

        consents.withdraw(petrov.id(), Purpose.MARKETING, ConsentChannel.LETTER, "manager", null);

        assertThat(planned(deal)).isEmpty();
    }

    private List<Activity> planned(String deal) {
        return transaction.execute(status -> deals.plannedTouchesOf(deal(deal)));
    }

    /** Goes on with what the form shows, as a manager who changes nothing does. */
    private void assembleAsPrefilled(String deal) {
        String task = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getId();
        List<Map<String, Object>> lines = new ArrayList<>();
        Spin.JSON(String.valueOf(tasks.getVariable(task, "lines")))
                .elements()
                .forEach(row -> lines.add(with(
                        "product", row.prop("product").stringValue(),
                        "object", row.prop("object").stringValue(),
                        "sumInsured", row.prop("sumInsured").stringValue(),
                        "deductible", row.prop("deductible").stringValue())));
        complete(
                deal(deal).owner(),
                deal,
                ProposalPreparation.TASK_ASSEMBLE_PROPOSAL,
                with(
                        "startsOn", tasks.getVariable(task, "startsOn"),
                        "termMonths", tasks.getVariable(task, "termMonths"),
                        "specialConditions", tasks.getVariable(task, "specialConditions"),
                        "lines", lines));
        assertThat(isOpen(deal, ProposalPreparation.TASK_FILL_RISK_PARAMETERS)).isTrue();
    }

    private List<Map<String, Object>> suggestions(String deal) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Spin.JSON(shown(deal, PolicyRenewal.TASK_CHOOSE_PRODUCTS, "suggestions"))
                .elements()
                .forEach(row -> rows.add(with(
                        "title", row.prop("title").stringValue(),
                        "reason", row.prop("reason").stringValue(),
                        "accepted", false)));
        return rows;
    }

    private static void accept(List<Map<String, Object>> rows, String product, String object, String sum) {
        rows.stream().filter(row -> product.equals(row.get("title"))).forEach(row -> {
            row.put("accepted", true);
            row.put("object", object);
            row.put("sumInsured", sum);
        });
    }

    @Test
    void anAcceptedSuggestionNeedsItsObjectAndSum() {
        String deal = wonDeal();
        String owner = deal(deal).owner();
        Policy policy = dueFor(deal);
        complete(owner, deal, PolicyRenewal.TASK_RENEW_CONTRACT, talk("renew"));
        List<Map<String, Object>> choice = suggestions(deal);
        accept(choice, "Общая гражданская ответственность", null, null);

        assertThatThrownBy(() -> complete(owner, deal, PolicyRenewal.TASK_CHOOSE_PRODUCTS, with("suggestions", choice)))
                .hasMessageContaining("Объект страхования");
        assertThatThrownBy(
                        () -> complete(owner, deal, PolicyRenewal.TASK_CHOOSE_PRODUCTS, with("suggestions", List.of())))
                .hasMessageContaining("Список продуктов изменился");
        List<RenewalOffers.Choice> incomplete = choice.stream()
                .map(row -> new RenewalOffers.Choice(true, " ", null))
                .toList();
        assertThatThrownBy(() -> offers.choose(policy.id(), incomplete))
                .hasMessageContaining("опишите объект")
                .hasMessageContaining("страховая сумма");
        assertThat(renewal(policy).deal()).isNull();
    }

    @Test
    void whoHasAllThatFitsIsSuggestedNothing() {
        registry.knowsNobody();
        String deal = wonDeal("vhi");
        Policy policy = policyOf(deal, 2, "vhi", END);
        inForce(policy);
        comeDue(deal);
        complete(deal(deal).owner(), deal, PolicyRenewal.TASK_RENEW_CONTRACT, talk("renew"));

        assertThat(isOpen(deal, PolicyRenewal.TASK_CHOOSE_PRODUCTS)).isFalse();
        transaction.executeWithoutResult(status -> assertThat(
                        proposals.of(deal(renewalDeal(policy))).get(0).lines())
                .as("the policy's own line alone: the other policy has its own renewal")
                .extracting(line -> line.product().code())
                .containsExactly("vhi"));
    }

    @Test
    void theTalkShowsAllThatIsKnownOfTheClient() {
        String deal = wonDeal();
        talks.record(
                deal,
                deal(deal).owner(),
                new TalkResult(
                        Activity.Kind.CALL,
                        "Сравнивает цены",
                        null,
                        List.of(new TalkResult.Heard(
                                null, "price", "У соседей дешевле", "Показали покрытие", true, null)),
                        TalkResult.Outcome.CONTINUE,
                        null,
                        null,
                        null));
        Policy policy = dueFor(deal);
        complete(
                deal(deal).owner(),
                deal,
                PolicyRenewal.TASK_RENEW_CONTRACT,
                talk("postpone", "postponeUntil", "2027-12-01", "claimsNote", "Без убытков"));
        comeDue(deal);

        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "contractFacts"))
                .asString()
                .contains("DOG-" + deal, "Страхование имущества", "01.01.2027 – 31.12.2027");
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "policyFacts"))
                .asString()
                .contains(policy.number(), "12\u00a0000\u00a0000,00\u00a0₽");
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "proposalFacts"))
                .asString()
                .contains("KP-", deal);
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "objectionFacts"))
                .asString()
                .contains("Цена выше рынка", "У соседей дешевле", "Показали покрытие", "снято");
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "contactFacts"))
                .asString()
                .contains("Пётр Петров");
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "claimsNote")).isEqualTo("Без убытков");
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "registryNote"))
                .asString()
                .contains("изменений нет");
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "deadlineNote"))
                .isEqualTo("Новый полис начнётся 01.01.2028.");
    }

    @Test
    void whatTheRegistrySaysNowStandsBesideWhatItSaidThen() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        inForce(policy);
        registry.says(RegistryStatus.DISSOLVING);
        comeDue(deal);

        assertThat(renewal(policy).registryFacts().get(RegistryField.STATUS)).satisfies(status -> {
            assertThat(status.then()).isEqualTo("Действующая");
            assertThat(status.now()).isEqualTo("В стадии ликвидации");
            assertThat(status.changed()).isTrue();
        });
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "registryNote"))
                .asString()
                .contains("есть изменения");
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "registryFacts"))
                .asString()
                .contains("В стадии ликвидации", "изменилось");
        assertThat(deal(deal).client().registryStatus())
                .as("the card is not changed behind anybody's back")
                .isEqualTo(RegistryStatus.ACTIVE);
    }

    @Test
    void aRegistryThatKnowsTheClientNoMoreIsTold() {
        String deal = wonDeal();
        inForce(policyOf(deal, END));
        registry.knowsNobody();
        comeDue(deal);

        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "registryNote"))
                .asString()
                .contains("не знает такого ИНН");
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "registryFacts"))
                .isEqualTo("[]");
    }

    @Test
    void aClientWithoutInnIsNotLookedUp() {
        String deal = transaction.execute(status -> {
            Deal opened = deals.open(clients.findOrCreate(null, "ООО «Без ИНН»"), null, Stage.CONTRACT);
            deals.reachStage(opened.number(), Stage.WON);
            return opened.number();
        });
        registry.down();
        Policy policy = dueFor(deal);

        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "registryNote"))
                .asString()
                .contains("ИНН клиента не известен");
        complete(deal(deal).owner(), deal, PolicyRenewal.TASK_RENEW_CONTRACT, talk("renew"));
        complete(deal(deal).owner(), deal, PolicyRenewal.TASK_CHOOSE_PRODUCTS, with("suggestions", suggestions(deal)));
        transaction.executeWithoutResult(status -> {
            Proposal draft = proposals.of(deal(renewalDeal(policy))).get(0);
            assertThat(draft.copiedFrom()).as("there was no offer to copy").isNull();
            assertThat(draft.lines()).singleElement().satisfies(line -> assertThat(line.sumInsured())
                    .isEqualByComparingTo("12000000"));
        });
    }

    @Test
    void aRegistryThatIsDownIsAskedAgainAndThenLeftOut() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        inForce(policy);
        registry.down();
        clock.set(morning(LocalDate.of(2027, 11, 16)));
        runJob(deal, PolicyRenewal.EVENT_RENEWAL_DUE);

        assertThatThrownBy(() -> runJob(deal, PolicyRenewal.TASK_COMPARE_WITH_REGISTRY))
                .isInstanceOf(UnavailableException.class);
        assertThat(job(deal, PolicyRenewal.TASK_COMPARE_WITH_REGISTRY).getRetries())
                .isGreaterThan(1);
        assertThat(isOpen(deal, PolicyRenewal.TASK_RENEW_CONTRACT)).isFalse();
        assertThat(job(deal, PolicyRenewal.EVENT_REGISTRY_SILENT).getDuedate())
                .isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        clock.move(Duration.ofHours(1));
        runJob(deal, PolicyRenewal.EVENT_REGISTRY_SILENT);

        assertThat(isOpen(deal, PolicyRenewal.TASK_RENEW_CONTRACT)).isTrue();
        assertThat(jobs(deal)).isEmpty();
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "registryNote"))
                .asString()
                .contains("Реестр не ответил");
        assertThat(renewal(policy).registryAnswer()).isEqualTo(Renewal.RegistryAnswer.NONE);
    }

    @Test
    void aTalkThatIsPutOffWaitsUntilThatDayAndNeverBeyondThePolicysEnd() {
        String deal = wonDeal();
        String owner = deal(deal).owner();
        Policy policy = dueFor(deal);

        assertThatThrownBy(() -> complete(
                        owner,
                        deal,
                        PolicyRenewal.TASK_RENEW_CONTRACT,
                        talk("postpone", "postponeUntil", "2028-01-01")))
                .hasMessageContaining("действует по 31.12.2027");
        assertThatThrownBy(() -> complete(
                        owner,
                        deal,
                        PolicyRenewal.TASK_RENEW_CONTRACT,
                        talk("postpone", "postponeUntil", "2027-11-16")))
                .hasMessageContaining("позже сегодняшней");
        assertThatThrownBy(() -> complete(owner, deal, PolicyRenewal.TASK_RENEW_CONTRACT, talk("postpone")))
                .hasMessageContaining("Когда вернуться");
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.DUE);

        // A Sunday: the Friday before it.
        complete(owner, deal, PolicyRenewal.TASK_RENEW_CONTRACT, talk("postpone", "postponeUntil", "2027-12-05"));
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.PAUSED);
        assertThat(jobs(deal)).singleElement().satisfies(timer -> assertThat(timer.getDuedate())
                .isEqualTo(morning(LocalDate.of(2027, 12, 3))));
        comeDue(deal);
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.DUE);
    }

    @Test
    void aClientWhoGoesToACompetitorIsLostOnADealOfTheirRenewal() {
        String deal = wonDeal();
        String owner = deal(deal).owner();
        Policy policy = dueFor(deal);
        assertThatThrownBy(() -> complete(owner, deal, PolicyRenewal.TASK_RENEW_CONTRACT, talk("lost")))
                .hasMessageContaining("Причина проигрыша");
        Map<String, Object> unnamed = lost("competitor");
        assertThatThrownBy(() -> complete(owner, deal, PolicyRenewal.TASK_RENEW_CONTRACT, unnamed))
                .hasMessageContaining("Какой конкурент");
        assertThat(renewal(policy).deal()).isNull();

        Map<String, Object> named = lost("competitor");
        named.put("lossCompetitor", "ООО «Другая»");
        named.put("lossCompetitorTerms", "Тариф 0,1 %");
        complete(owner, deal, PolicyRenewal.TASK_RENEW_CONTRACT, named);

        assertThat(ended(deal, PolicyRenewal.END_RENEWAL_LOST)).isTrue();
        String next = renewalDeal(policy);
        assertThat(deal(next).stage()).isEqualTo(Stage.LOST);
        assertThat(deal(next).kind()).isEqualTo(Deal.Kind.RENEWAL);
        assertThat(deal(next).loss().competitor()).isEqualTo("ООО «Другая»");
        assertThat(instance("deal", next)).isNull();
        assertThat(instance("lost-deal", next)).isNotNull();
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.COMPETITOR);
        transaction.executeWithoutResult(status ->
                assertThat(clients.contactsOf(deal(deal).client().id())).allMatch(Contact::cold));
        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
    }

    private static Map<String, Object> lost(String reason) {
        return talk("lost", "lossReason", reason, "lossComment", "Нашли дешевле", "recontactMonths", "12");
    }

    @Test
    void theRenewalFollowsItsDealThroughPauseAndLoss() {
        String deal = wonDeal();
        Policy policy = inWork(deal);
        String next = renewalDeal(policy);

        dealProcess.pause(next, LocalDate.of(2027, 12, 20), "Бюджет в декабре");
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.PAUSED);
        runJob(next, "Task_SuspendWork");
        dealProcess.resume(next);
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.IN_WORK);
        dealProcess.lose(next, new Loss("price", "Дорого", null, null, 6));
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.LOST);
    }

    /** A renewal whose deal has begun. */
    private Policy inWork(String deal) {
        Policy policy = dueFor(deal);
        String owner = deal(deal).owner();
        complete(owner, deal, PolicyRenewal.TASK_RENEW_CONTRACT, talk("renew"));
        complete(owner, deal, PolicyRenewal.TASK_CHOOSE_PRODUCTS, with("suggestions", suggestions(deal)));
        return policy;
    }

    @Test
    void whatIsToldOfAPolicyWhoseRenewalIsBeingSoldReachesThatDealsManager() {
        String deal = wonDeal();
        Policy policy = inWork(deal);
        String next = renewalDeal(policy);

        policies.changeTerm(policy.number(), LocalDate.of(2027, 1, 1), LocalDate.of(2028, 3, 31));
        policies.cancel(policy.number(), LocalDate.of(2027, 11, 20), "Объект продан");

        assertThat(history(next)).anyMatch(line -> line.contains("изменился срок"));
        assertThat(history(next)).anyMatch(line -> line.contains("расторгнут"));
        assertThat(deal(next).stage().isOpen()).isTrue();
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.IN_WORK);
        assertThat(instances(deal)).isZero();
    }

    @Test
    void aPolicyThatIsOverAlreadyStartsItsNextTermTomorrow() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, LocalDate.of(2026, 11, 20));
        inForce(policy);
        runJob(deal, PolicyRenewal.EVENT_RENEWAL_DUE);
        runJob(deal, PolicyRenewal.TASK_COMPARE_WITH_REGISTRY);
        String owner = deal(deal).owner();
        assertThat(shown(deal, PolicyRenewal.TASK_RENEW_CONTRACT, "deadlineNote"))
                .asString()
                .contains("не застрахован");
        assertThatThrownBy(() -> complete(
                        owner,
                        deal,
                        PolicyRenewal.TASK_RENEW_CONTRACT,
                        talk("postpone", "postponeUntil", "2026-12-01")))
                .hasMessageContaining("не дальше этого дня");
        complete(owner, deal, PolicyRenewal.TASK_RENEW_CONTRACT, talk("renew"));
        complete(owner, deal, PolicyRenewal.TASK_CHOOSE_PRODUCTS, with("suggestions", suggestions(deal)));

        transaction.executeWithoutResult(status -> assertThat(
                        proposals.of(deal(renewalDeal(policy))).get(0).startsOn())
                .isEqualTo(LocalDate.of(2026, 11, 25)));
    }
}
