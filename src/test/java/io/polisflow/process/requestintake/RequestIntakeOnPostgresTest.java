package io.polisflow.process.requestintake;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL, and what only a real database under several threads can show. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class RequestIntakeOnPostgresTest extends RequestIntakeTest {

    private static final int THREADS = 8;

    private List<Receipt> atOnce(IntFunction<IncomingRequest> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try {
            List<Future<Receipt>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                IncomingRequest mine = request.apply(i);
                running.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return inbox.receive(mine);
                }));
            }
            List<Receipt> receipts = new ArrayList<>();
            for (Future<Receipt> future : running) {
                receipts.add(future.get(60, TimeUnit.SECONDS));
            }
            return receipts;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void identicalRequestsAtOneMomentMakeOneClient() throws Exception {
        String inn = freshInn();
        IncomingRequest form = webForm(inn);
        List<Receipt> receipts = atOnce(i -> with(webForm(inn), "email", form.email()));

        assertThat(receipts).extracting(Receipt::requestNumber).doesNotHaveDuplicates();
        assertThat(receipts.stream()
                        .map(this::dealOf)
                        .map(number -> deal(number).client().id()))
                .hasSize(THREADS)
                .containsOnly(deal(dealOf(receipts.get(0))).client().id());
        assertThat(clients.contactsOf(deal(dealOf(receipts.get(0))).client().id()))
                .hasSize(1);
    }

    @Test
    void companiesWithoutInnAtOneMomentMakeOneClient() throws Exception {
        String name = webForm(null).companyName();
        List<Receipt> receipts = atOnce(i -> with(webForm(null), "companyName", name));

        assertThat(receipts.stream()
                        .map(this::dealOf)
                        .map(number -> deal(number).client().id()))
                .containsOnly(deal(dealOf(receipts.get(0))).client().id());
    }

    @Test
    void whatManyRequestsTellOfOneContactAtOneMomentIsKeptOnce() throws Exception {
        IncomingRequest first = webForm(freshInn());
        long client = deal(dealOf(first)).client().id();
        assertThat(clients.contactsOf(client)).extracting(Contact::phone).containsOnlyNulls();

        atOnce(i -> with(with(webForm(first.inn()), "email", first.email()), "phone", "+7 495 123-45-67"));

        assertThat(clients.contactsOf(client)).extracting(Contact::phone).containsExactly("+74951234567");
    }

    @Test
    void oneCorrectionFromManyThreadsGoesOnOnce() throws Exception {
        IncomingRequest good = webForm(freshInn(), UUID.randomUUID().toString());
        Receipt unread = inbox.receive(with(good, "sumInsured", "много"));
        List<Receipt> receipts = atOnce(i -> good);

        assertThat(receipts).extracting(Receipt::requestNumber).containsOnly(unread.requestNumber());
        assertThat(receipts)
                .allSatisfy(receipt -> assertThat(receipt.problems()).isEmpty());
        assertThat(isOpen(dealOf(unread), ProposalPreparation.TASK_ASSEMBLE_PROPOSAL))
                .isTrue();
    }

    @Test
    void requestsOfDifferentClientsDoNotWaitForEachOther() {
        transaction.executeWithoutResult(status -> {
            inbox.receive(webForm(freshInn()));
            assertThat(CompletableFuture.supplyAsync(() -> inbox.receive(webForm(freshInn()))))
                    .as("a second request while the first is not yet committed")
                    .succeedsWithin(Duration.ofSeconds(20));
        });
    }

    @Test
    void oneSubmissionFromManyThreadsMakesOneRequest() throws Exception {
        IncomingRequest form = webForm(freshInn(), UUID.randomUUID().toString());
        List<Receipt> receipts = atOnce(i -> form);

        assertThat(receipts)
                .extracting(Receipt::requestNumber)
                .containsOnly(receipts.get(0).requestNumber());
        assertThat(receipts).extracting(Receipt::repeated).containsOnlyOnce(false);
        assertThat(requests.of(deal(dealOf(receipts.get(0))))).hasSize(1);
    }
}
