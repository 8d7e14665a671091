package io.polisflow.process.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.client.CardEdits;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.ContactField;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.crm.correspondence.DealLetters;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.FileTexts;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox.IncomingFile;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.RawMessage;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallRecord;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.fixtures.FakeTelephony;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.contractsigning.ContractSigning;
import io.polisflow.process.letterdelivery.LetterDelivery;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** One person who goes through everything that we do with people, and where they are looked for afterwards. */
abstract class PersonStory extends ProcessTest {

    @Autowired
    private Consents consents;

    @Autowired
    private DealLetters dealLetters;

    @Autowired
    private TouchCalendar calendar;

    @Autowired
    private CallInbox callInbox;

    @Autowired
    private CallRecordings recordings;

    @Autowired
    private FakeTelephony telephony;

    @Autowired
    private CardEdits cards;

    @Autowired
    private DealProcess dealProcess;

    @Autowired
    private SigningEvents signingEvents;

    @Autowired
    private Contracts contracts;

    @Autowired
    Files files;

    @Autowired
    private FileTexts texts;

    @Autowired
    private JdbcTemplate jdbc;

    WholeDatabase database;
    private Set<Long> filesBefore;
    String surname;
    private String first;
    String name;
    String email;
    String phone;
    String deal;
    private String owner;
    Contact contact;

    @BeforeEach
    void somebodyWhomNobodyElseIs() {
        database = new WholeDatabase(jdbc);
        filesBefore = filesWithContent();
        String letters = UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "abc";
        surname = "Цаплёнкина"
                + letters.chars()
                        .limit(6)
                        .mapToObj(letter -> Character.toString("абвгде".charAt(letter - 'a')))
                        .reduce("", String::concat);
        first = "Жюльверна";
        name = first + " " + surname;
        email = "tsap" + letters + UUID.randomUUID().toString().substring(0, 8) + "@heron.example";
        phone = "+7916" + "%07d".formatted(Math.floorMod(UUID.randomUUID().hashCode(), 10_000_000));
    }

    List<String> tokens() {
        String digits = phone.substring(2);
        return List.of(
                surname,
                surname.replace('ё', 'е'),
                email,
                digits,
                digits.substring(0, 3) + ") " + digits.substring(3, 6) + "-" + digits.substring(6, 8) + "-"
                        + digits.substring(8));
    }

    private String spelt() {
        String digits = phone.substring(2);
        return "8 (" + digits.substring(0, 3) + ") " + digits.substring(3, 6) + "-" + digits.substring(6, 8) + "-"
                + digits.substring(8);
    }

    void comesByTheSite() {
        IncomingRequest form = webForm(freshInn());
        deal = dealOf(new IncomingRequest(
                Channel.WEBFORM,
                form.externalId(),
                form.inn(),
                form.companyName(),
                name,
                spelt(),
                email,
                "property",
                "Склад, спросить " + name,
                "Пожар",
                "10 000 000",
                "2027-01-01",
                null,
                "Звоните мне: " + spelt() + ", " + name.toUpperCase(),
                true,
                List.of(),
                new RawMessage(
                        "webform " + surname + ".json",
                        "application/json",
                        ("{\"contactName\":\"" + name + "\",\"phone\":\"" + phone + "\"}")
                                .getBytes(StandardCharsets.UTF_8)),
                List.of(new IncomingFile(
                        "Паспорт " + surname + ".txt", "text/plain", name.getBytes(StandardCharsets.UTF_8))),
                List.of(),
                null));
        owner = deal(deal).owner();
        contact = deal(deal).contact();
        runJob(deal, "Task_SendConfirmation");
    }

    void writesAndIsWrittenTo() {
        transaction.executeWithoutResult(status -> letters.receive(
                deal(deal),
                "<" + UUID.randomUUID() + "@heron.example>",
                null,
                email,
                "Вопрос от " + name,
                "Добрый день! С уважением, " + name + ", " + spelt(),
                "<p>С уважением, <b>" + name + "</b></p>",
                List.of(files.keep(
                        "Анкета.txt", "text/plain", ("Анкета: " + name).getBytes(StandardCharsets.UTF_16)))));
        dealLetters.send(
                deal,
                new DealLetters.Draft(
                        List.of(contact.id()),
                        false,
                        null,
                        "Для " + surname + " " + first,
                        "Здравствуйте, " + name + "!",
                        List.of()),
                owner,
                null);
        runJob(deal, LetterDelivery.TASK_DELIVER_LETTER);
    }

    void talks() {
        String entry = "entry-" + UUID.randomUUID();
        callInbox.step(new CallInbox.Step(
                entry,
                null,
                "leg",
                1,
                CallRecord.State.TALKING,
                clock.instant(),
                CallRecord.Direction.INCOMING,
                "101",
                phone));
        callInbox.summary(new CallInbox.Summary(
                entry,
                CallRecord.Direction.INCOMING,
                "101",
                phone,
                clock.instant(),
                clock.instant(),
                clock.instant().plusSeconds(60)));
        telephony.reset();
        telephony.records(FakeTelephony.SOUND);
        String recording = "rec-" + UUID.randomUUID();
        recordings.announced(recording, entry);
        assertThat(recordings.fetch(recording)).isEqualTo(CallRecordings.Answer.KEPT);
        LocalDateTime at = LocalDateTime.now(clock).plusDays(1).withHour(11).withMinute(0);
        calendar.plan(
                deal,
                new TouchCalendar.Plan(
                        Activity.Kind.MEETING, at, "У " + name, contact.id(), "Обсудить с " + name + ", " + email));
        deals.prioritise(deal, io.polisflow.crm.deal.Priority.URGENT, "Торопит " + name + " (" + email + ")");
    }

    private void isCorrectedOnTheCard() {
        Map<ContactField, String> base = new java.util.EnumMap<>(ContactField.class);
        Map<ContactField, String> typed = new java.util.EnumMap<>(ContactField.class);
        base.put(ContactField.POSITION, null);
        typed.put(ContactField.POSITION, "Директор " + surname);
        cards.saveContact(deal(deal).client().id(), contact.id(), base, typed);
    }

    void leavesTracesInTheEngine() {
        String task = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getId();
        String instance = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getProcessInstanceId();
        as(owner, () -> tasks.createComment(task, instance, "Просила " + name + ", " + spelt()));
        tasks.setVariableLocal(task, "note", "Для " + name);
        tasks.setVariableLocal(
                task,
                "rows",
                org.camunda.spin.plugin.variable.SpinValues.jsonValue(
                                "[{\"name\":\"" + name + "\",\"email\":\"" + email + "\",\"phone\":\"" + phone + "\"}]")
                        .create());
    }

    /** Where somebody of another company names them, and where a step of their own failed with their name in its trace. */
    private void leavesTracesInOthersBytes() {
        String other = dealOf(webForm(freshInn()));
        tasks.setVariable(
                task(other, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getId(),
                "colleagues",
                org.camunda.spin.plugin.variable.SpinValues.jsonValue("[{\"email\":\"" + email + "\",\"name\":\"" + name
                                + "\"},{\"phone\":\"" + spelt() + "\"}]")
                        .create());
        mail.down();
        dealLetters.send(
                deal,
                new DealLetters.Draft(List.of(contact.id()), false, null, "Ещё раз", "Добрый день!", List.of()),
                owner,
                null);
        assertThatThrownBy(() -> runJob(deal, LetterDelivery.TASK_DELIVER_LETTER))
                .isInstanceOf(RuntimeException.class);
        mail.up();
        byte[] trace = ("java.lang.IllegalStateException: " + name).getBytes(StandardCharsets.UTF_8);
        int traces = jdbc.update(
                "update ACT_GE_BYTEARRAY set BYTES_ = ? where ID_ in (select j.EXCEPTION_STACK_ID_ from ACT_RU_JOB j"
                        + " join ACT_HI_PROCINST i on i.PROC_INST_ID_ = j.PROCESS_INSTANCE_ID_ where i.BUSINESS_KEY_ = ?)",
                trace,
                deal);
        assertThat(traces).isPositive();
    }

    private void signsAContract() {
        propose(deal, 0);
        Map<String, Object> approve = with("decision", "approve", "comment", "Согласовано с " + name);
        for (List<String> step : List.of(
                List.of("underwriter", ProposalApproval.TASK_CHECK_TARIFF),
                List.of("lawyer", ProposalApproval.TASK_CHECK_TERMS),
                List.of("head", ProposalApproval.TASK_APPROVE_DISCOUNT))) {
            if (isOpen(deal, step.get(1))) {
                complete(step.get(0), deal, step.get(1), approve);
            }
        }
        runJob(deal, ProposalPreparation.TASK_MAKE_DOCUMENT);
        complete(
                owner,
                deal,
                ProposalPreparation.TASK_SEND_PROPOSAL,
                with("recipients", email, "subject", "КП для " + name, "body", "Во вложении, " + name));
        runJob(deal, ProposalPreparation.TASK_DELIVER_PROPOSAL);
        dealProcess.agree(deal);
        String premium = transaction.execute(
                status -> contracts.of(deal(deal)).get(0).premium().toPlainString());
        complete(
                owner,
                deal,
                ContractSigning.TASK_PREPARE_CONTRACT,
                with(
                        "terms",
                        "keep",
                        "startsOn",
                        "2027-01-01",
                        "endsOn",
                        "2027-12-31",
                        "instalments",
                        List.of(with("dueOn", "2027-01-01", "amount", premium))));
        complete("lawyer", deal, ContractSigning.TASK_CHECK_TERMS, with("decision", "pass"));
        runJob(deal, ContractSigning.GATEWAY_CHECKED);
        complete("underwriter", deal, ContractSigning.TASK_CHECK_RISK, with("decision", "pass"));
        runJob(deal, ContractSigning.GATEWAY_CHECKED);
        runJob(deal, ContractSigning.TASK_MAKE_DOCUMENT);
        runJob(deal, ContractSigning.TASK_FIND_BOX);
        runJob(deal, ContractSigning.TASK_SEND_TO_SIGN);
        String entity =
                transaction.execute(status -> contracts.of(deal(deal)).get(0).entityId());
        signingEvents.receive(entity, State.SIGNED, "Подписала " + name, clock.instant());
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        jdbc.update(
                "update contract set signer = ? where deal_id = ?",
                name,
                deal(deal).id());
    }

    void lives() {
        comesByTheSite();
        leavesTracesInTheEngine();
        writesAndIsWrittenTo();
        leavesTracesInOthersBytes();
        talks();
        isCorrectedOnTheCard();
        consents.withdraw(contact.id(), Purpose.RECORDING, ConsentChannel.PHONE, owner, "Так сказала " + name);
        signsAContract();
    }

    List<String> filesThatNameThem(Set<Long> apart) {
        List<String> found = new ArrayList<>();
        // Those that were there before the person lie in hundreds, and to read a PDF takes time.
        filesWithContent().stream()
                .filter(id -> !apart.contains(id) && !filesBefore.contains(id))
                .map(id -> files.find(id).orElseThrow())
                .forEach(file -> {
                    byte[] content = files.looked(file);
                    String all = (new String(content, StandardCharsets.UTF_8)
                                    + new String(content, StandardCharsets.UTF_16)
                                    + texts.of(file.mediaType(), content)
                                    + (file.mediaType().equals("application/zip") ? unzipped(content) : ""))
                            .toLowerCase();
                    if (tokens().stream().anyMatch(token -> all.contains(token.toLowerCase()))) {
                        found.add(file.id() + " " + file.name());
                    }
                });
        return found;
    }

    private Set<Long> filesWithContent() {
        return new HashSet<>(jdbc.queryForList(
                "select f.id from stored_file f join stored_file_content c on c.file_id = f.id", Long.class));
    }

    Set<Long> heldFiles() {
        return new HashSet<>(jdbc.queryForList(
                "select file_id from personal_hold where file_id is not null and erased_at is null", Long.class));
    }

    static Map<String, String> unzipped(byte[] zip) {
        Map<String, String> entries = new java.util.LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
