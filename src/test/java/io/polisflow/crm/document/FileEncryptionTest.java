package io.polisflow.crm.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.Fingerprint;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.document.EncryptionSweep.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;

/** What lies in the database is not the file, cannot be passed for another, and comes under a new key while people read. */
abstract class FileEncryptionTest extends DatabaseTest {

    @Autowired
    protected Files files;

    @Autowired
    private Files.StoredFiles rows;

    @Autowired
    private IncomingFiles gate;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private InsertOnce insertOnce;

    @Autowired
    private EncryptionProperties settings;

    @Autowired
    private EncryptionSweep ours;

    @Autowired
    private AuditTrail audit;

    @BeforeEach
    @AfterEach
    void everythingUnderTheApplicationsKey() {
        ours.enter();
        assertThat(ours.pass(() -> true)).isEqualTo(Outcome.DONE);
    }

    private EncryptionKeys keys(String active, String... ids) {
        Map<String, String> some = new HashMap<>(settings.keys());
        some.keySet().retainAll(Arrays.asList(ids));
        return EncryptionKeys.of(new EncryptionProperties(some, active, "", false, true, Duration.ZERO));
    }

    private EncryptionKeys otherBytesCalled(String id) {
        Map<String, String> other = Map.of(id, "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=");
        return EncryptionKeys.of(new EncryptionProperties(other, id, "", false, true, Duration.ZERO));
    }

    /** Another node, with these keys. */
    private Files files(EncryptionKeys keys) {
        return new Files(rows, jdbc, keys, gate, new LaterScans(), transactions, clock);
    }

    protected EncryptionSweep sweep(EncryptionKeys keys) {
        return new EncryptionSweep(jdbc, transaction, insertOnce, files, keys, clock);
    }

    protected EncryptionSweep sweepTo(String active) {
        EncryptionSweep sweep = sweep(keys(active, "first", "second"));
        assertThat(sweep.enter()).isEmpty();
        return sweep;
    }

    protected StoredFile keep(Files by, String text) {
        return transaction.execute(
                status -> by.keep("Договор.pdf", "application/pdf", text.getBytes(StandardCharsets.UTF_8)));
    }

    protected String read(Files by, StoredFile file) {
        return new String(
                transaction.<byte[]>execute(
                        status -> by.content(by.find(file.id()).orElseThrow())),
                StandardCharsets.UTF_8);
    }

    private byte[] bytes(StoredFile file) {
        return jdbc.queryForObject(
                "select content from stored_file_content where file_id = ?", (row, i) -> row.getBytes(1), file.id());
    }

    protected String keyOf(StoredFile file) {
        return jdbc.queryForObject("select key_id from stored_file_content where file_id = ?", String.class, file.id());
    }

    private void change(StoredFile file, String column, Object value) {
        assertThat(jdbc.update("update stored_file_content set " + column + " = ? where file_id = ?", value, file.id()))
                .isEqualTo(1);
    }

    private void isNotHandedOut(StoredFile file) {
        UnreadableFileException refusal = catchThrowableOfType(UnreadableFileException.class, () -> read(files, file));
        assertThat(refusal).isNotNull();
        assertThat(refusal.isDamaged()).isTrue();
        assertThat(refusal).hasMessageContaining("Файл № " + file.id());
    }

    private void remove(StoredFile file) {
        jdbc.update("delete from stored_file_content where file_id = ?", file.id());
    }

    @Test
    void whatLiesInTheDatabaseIsNotTheContent() {
        String text = "полис " + UUID.randomUUID();
        StoredFile file = keep(files, text);
        StoredFile same = keep(files, text);

        assertThat(new String(bytes(file), StandardCharsets.UTF_8)).doesNotContain(text.substring(6));
        assertThat(keyOf(file)).isEqualTo("first");
        assertThat(bytes(same)).as("each file has its own key").isNotEqualTo(bytes(file));
        assertThat(read(files, file)).isEqualTo(text);
        assertThat(file.size()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(read(files, keep(files, ""))).isEmpty();
    }

    @Test
    void aChangedByteIsFoundWhereverItIs() {
        StoredFile file = keep(files, "0123456789");
        byte[] sealed = bytes(file);
        for (int at : new int[] {0, 1, 12, 13, 18, sealed.length - 16, sealed.length - 1}) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            change(file, "content", changed);
            isNotHandedOut(file);
        }
        for (int length : new int[] {0, 1, 28, sealed.length - 1}) {
            change(file, "content", Arrays.copyOf(sealed, length));
            isNotHandedOut(file);
        }
        change(file, "content", sealed);
        assertThat(read(files, file)).isEqualTo("0123456789");
        change(file, "key_id", "second");
        isNotHandedOut(file);
        change(file, "key_id", "first");
        change(file, "wrapped_key", "нет");
        isNotHandedOut(file);
        remove(file);
    }

    @Test
    void sealedBytesAreNotTakenForPlainOnes() {
        StoredFile file = keep(files, "полис");
        change(file, "key_id", null);

        isNotHandedOut(file);
        remove(file);
    }

    @Test
    void oneFilesBytesCannotStandInForAnothers() {
        StoredFile mine = keep(files, "я согласен");
        StoredFile yours = keep(files, "я отказала");
        for (String column : List.of("content", "wrapped_key", "key_id")) {
            jdbc.update(
                    "update stored_file_content set " + column + " = (select x." + column
                            + " from stored_file_content x where x.file_id = ?) where file_id = ?",
                    yours.id(),
                    mine.id());
        }

        isNotHandedOut(mine);
        assertThat(read(files, yours)).isEqualTo("я отказала");
        remove(mine);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"name = 'Отказ.pdf'", "media_type = 'text/html'", "size_bytes = 3", "sha256 = sha_256_of_other"})
    void whatTheFilesRowSaysBelongsToItsBytes(String otherwise) {
        StoredFile file = keep(files, "полис");
        jdbc.update("update stored_file set "
                + otherwise.replace("sha_256_of_other", "'" + Fingerprint.of(new byte[] {1}) + "'") + " where id = "
                + file.id());

        isNotHandedOut(file);
        remove(file);
    }

    @Test
    void plainFilesOfEarlierDaysAreSealedInTheBackground() {
        EncryptionKeys none =
                EncryptionKeys.of(new EncryptionProperties(Map.of(), "", "", false, false, Duration.ZERO));
        List<StoredFile> old = IntStream.range(0, EncryptionSweep.BATCH + 3)
                .mapToObj(i -> keep(files(none), "старый " + i))
                .toList();
        assertThat(new String(bytes(old.get(0)), StandardCharsets.UTF_8)).isEqualTo("старый 0");
        assertThat(read(files, old.get(1))).as("as long as it waits").isEqualTo("старый 1");
        assertThat(ours.progress().files()).isNotNull();

        assertThat(ours.pass(() -> true)).isEqualTo(Outcome.DONE);

        for (int i = 0; i < old.size(); i++) {
            assertThat(keyOf(old.get(i))).isEqualTo("first");
            assertThat(read(files, old.get(i))).isEqualTo("старый " + i);
        }
        assertThat(new String(bytes(old.get(0)), StandardCharsets.UTF_8)).doesNotContain("старый");
        assertThat(ours.progress().pending()).isZero();
    }

    @Test
    void aPlainFileThatWasChangedIsLeftAndCountedAndStopsNobody() {
        EncryptionKeys none =
                EncryptionKeys.of(new EncryptionProperties(Map.of(), "", "", false, false, Duration.ZERO));
        StoredFile changed = keep(files(none), "было");
        change(changed, "content", "стало".getBytes(StandardCharsets.UTF_8));
        StoredFile next = keep(files(none), "следующий");

        assertThat(ours.pass(() -> true)).isEqualTo(Outcome.DONE);

        assertThat(keyOf(changed)).isNull();
        isNotHandedOut(changed);
        assertThat(keyOf(next)).isEqualTo("first");
        assertThat(ours.progress().unreadable()).isEqualTo(1);
        assertThat(ours.progress().pending()).isEqualTo(1);
        remove(changed);
    }

    @Test
    void aNewKeyTakesOverWhilePeopleRead() throws Exception {
        List<StoredFile> old = IntStream.range(0, 2 * EncryptionSweep.BATCH + 5)
                .mapToObj(i -> keep(files, "файл " + i))
                .toList();
        byte[] sealed = bytes(old.get(0));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger readings = new AtomicInteger();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            for (int i = 0; !over.get() || readings.get() < old.size(); i = (i + 1) % old.size()) {
                assertThat(read(files, old.get(i))).isEqualTo("файл " + i);
                readings.incrementAndGet();
            }
        });
        EncryptionSweep rotation = sweepTo("second");
        assertThat(rotation.progress().pending()).isGreaterThanOrEqualTo(old.size());

        try {
            assertThat(rotation.pass(() -> true)).isEqualTo(Outcome.DONE);
        } finally {
            over.set(true);
        }
        reader.get();

        assertThat(old).allSatisfy(file -> assertThat(keyOf(file)).isEqualTo("second"));
        assertThat(bytes(old.get(0))).as("only the file's key is sealed anew").isEqualTo(sealed);
        assertThat(rotation.progress().pending()).isZero();
        assertThat(rotation.progress().removable()).containsExactly("first");
        assertThat(sweep(keys("second", "second")).enter())
                .as("the former key is not needed")
                .isEmpty();
        assertThat(read(files(keys("second", "second")), old.get(7))).isEqualTo("файл 7");
    }

    @Test
    void whatIsStoppedGoesOnWhereItWas() {
        List<StoredFile> old = IntStream.range(0, 2 * EncryptionSweep.BATCH)
                .mapToObj(i -> keep(files, "файл " + i))
                .toList();
        EncryptionSweep rotation = sweepTo("second");
        long pending = rotation.progress().pending();
        // One batch finds that nothing is plain, one is of files.
        AtomicInteger batches = new AtomicInteger(2);

        assertThat(rotation.pass(() -> batches.getAndDecrement() > 0)).isEqualTo(Outcome.STOPPED);

        EncryptionSweep afterRestart = sweepTo("second");
        assertThat(afterRestart.progress().pending()).isEqualTo(pending - EncryptionSweep.BATCH);
        assertThat(afterRestart.pass(() -> true)).isEqualTo(Outcome.DONE);
        assertThat(old).allSatisfy(file -> assertThat(keyOf(file)).isEqualTo("second"));
    }

    @Test
    void oneNodeAtATime() {
        transaction.executeWithoutResult(status -> {
            jdbc.queryForList("select id from encryption_turn where id = 1 for update");

            assertThat(CompletableFuture.supplyAsync(() -> ours.pass(() -> true))
                            .join())
                    .isEqualTo(Outcome.NOT_OURS);
        });
        assertThat(ours.pass(() -> true)).isEqualTo(Outcome.DONE);
    }

    @Test
    void ofNodesThatDisagreeTheOneThatStartedLastDecides() {
        StoredFile file = keep(files, "полис");
        EncryptionSweep last = sweepTo("second");

        assertThat(ours.pass(() -> true)).isEqualTo(Outcome.NOT_OURS);
        assertThat(last.pass(() -> true)).isEqualTo(Outcome.DONE);
        assertThat(keyOf(file)).isEqualTo("second");
        assertThat(ours.pass(() -> true)).isEqualTo(Outcome.NOT_OURS);
        assertThat(keyOf(file)).isEqualTo("second");
    }

    @Test
    void withoutItsKeyAFileSaysWhichOneIsMissing() {
        StoredFile file = keep(files, "полис");
        EncryptionKeys withoutFirst = keys("second", "second");

        UnreadableFileException refusal =
                catchThrowableOfType(UnreadableFileException.class, () -> read(files(withoutFirst), file));

        assertThat(refusal.isDamaged()).isFalse();
        assertThat(refusal).hasMessageContaining("«first»");
        assertThat(sweep(withoutFirst).progress().missing()).containsExactly("first");
    }

    @Test
    void theStartIsRefusedWhileFilesLieUnderAKeyThatIsNotHereOrIsAnother() {
        keep(files, "полис");
        long count = jdbc.queryForObject("select count(*) from stored_file_content where key_id = 'first'", Long.class);

        assertThatThrownBy(() -> starts(keys("second", "second"), true))
                .isInstanceOf(EncryptionKeysException.class)
                .hasMessageContaining("нет ключа «first», под которым лежат файлы (" + count + ")");
        assertThatThrownBy(() -> starts(otherBytesCalled("first"), true))
                .isInstanceOf(EncryptionKeysException.class)
                .hasMessageContaining("ключ «first» не тот")
                .message()
                .doesNotContain("3q2+7w");
        assertThatCode(() -> starts(keys("second", "second"), false)).doesNotThrowAnyException();
        assertThatCode(() -> starts(keys("first", "first", "second"), true)).doesNotThrowAnyException();
    }

    private void starts(EncryptionKeys keys, boolean required) {
        rounds(sweep(keys), required).afterSingletonsInstantiated();
    }

    private EncryptionRounds rounds(EncryptionSweep sweep, boolean required) {
        EncryptionProperties properties = new EncryptionProperties(Map.of(), "", "", false, required, Duration.ZERO);
        return new EncryptionRounds(sweep, properties, audit);
    }

    @Test
    void theAuditTellsOfMissingKeysAndWhenAChangeOfKeysBeganAndEnded() {
        keep(files, "полис");
        long before = jdbc.queryForObject("select coalesce(max(id), 0) from audit_event", Long.class);

        starts(keys("second", "second"), false);
        EncryptionRounds rotation = rounds(sweepTo("second"), true);
        rotation.start();
        rotation.round();
        rotation.round();
        rotation.stop();

        assertThat(jdbc.query(
                        "select object_id, details from audit_event where kind = 'encryption_key' and action = 'SETTING'"
                                + " and id > ? order by id",
                        (row, i) -> row.getString(1) + " "
                                + row.getString(2).replaceAll(".*\"sealing\":\"(\\w+)\".*", "$1"),
                        before))
                .containsExactly("first missing", "second began", "second ended");
    }

    @Test
    void aNameThatNoFileNeedsMayBeGivenToAnotherKey() {
        UnaryOperator<String> fingerprint =
                id -> jdbc.queryForObject("select fingerprint from encryption_key where id = ?", String.class, id);
        String before = fingerprint.apply("second");

        assertThat(sweep(otherBytesCalled("second")).enter()).anyMatch(problem -> problem.contains("«first»"));

        assertThat(fingerprint.apply("second")).isNotEqualTo(before);
        ours.enter();
        assertThat(fingerprint.apply("second")).isEqualTo(before);
    }
}
