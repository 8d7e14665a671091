package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.polisflow.fixtures.AtOnce;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Proves that guessing at the same moment helps nobody past the limit, and hinders nobody who knows the password. */
class GuessesAtOnceTest extends SecurityTest {

    private static final String PASSWORD = "violet-harbour-lamp";
    private static final AtomicInteger SERIAL = new AtomicInteger();

    @Autowired
    private IdentityService identity;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private SignOnLocks locks;

    @Autowired
    private HikariDataSource connections;

    private PasswordManager usual;
    private String name;

    @BeforeEach
    void someoneIsHired() {
        usual = configuration().getPasswordManager();
        name = "target" + SERIAL.incrementAndGet();
        User user = identity.newUser(name);
        user.setPassword(PASSWORD);
        identity.saveUser(user);
        identity.createMembership(name, "sales");
    }

    @AfterEach
    void theyLeave() {
        configuration().setPasswordManager(usual);
        identity.deleteUser(name);
    }

    @Test
    void aRightGuessThatWasStillLookedAtWhenOthersClosedTheNameIsNotHeard() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        whenever(password -> {
            // Its salt is behind it.
            if (password.startsWith(PASSWORD)) {
                looking.countDown();
                await(closed);
            }
        });
        CompletableFuture<String> right = CompletableFuture.supplyAsync(() -> signOn(PASSWORD));
        await(looking);
        for (int guess = 1; guess <= 5; guess++) {
            assertThat(identity.checkPassword(name, "wrong" + guess)).isFalse();
        }
        closed.countDown();

        assertThat(right.get(30, TimeUnit.SECONDS)).endsWith("/login?closed");
        assertThat(signOn(PASSWORD)).endsWith("/login?closed");
    }

    @Test
    void guessesThatHoldAllConnectionsAreCountedAllTheSame() throws Exception {
        CountDownLatch all = new CountDownLatch(connections.getMaximumPoolSize());
        whenever(password -> {
            all.countDown();
            await(all);
        });

        assertThat(atOnce(2 * connections.getMaximumPoolSize(), guess -> identity.checkPassword(name, "wrong" + guess)))
                .containsOnly(false);

        assertThat(locks.closedUntil(name)).isPresent();
        assertThat(identity.checkPassword(name, PASSWORD)).isFalse();
    }

    @Test
    void manyAtOnceWhoKnowThePasswordAreAllHeard() throws Exception {
        identity.checkPassword(name, "wrong");

        assertThat(atOnce(12, any -> identity.checkPassword(name, PASSWORD))).containsOnly(true);

        assertThat(locks.closedUntil(name)).isEmpty();
    }

    /** Does that each time a password is about to be compared. */
    private void whenever(Consumer<String> compared) {
        configuration().setPasswordManager(new PasswordManager(new Sha512HashDigest(), List.of()) {
            @Override
            public boolean check(String password, String encrypted) {
                compared.accept(password);
                return usual.check(password, encrypted);
            }
        });
    }

    private ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    private interface Guess {
        boolean right(int number);
    }

    @SuppressWarnings("unchecked")
    private static List<Boolean> atOnce(int many, Guess guess) throws Exception {
        return AtOnce.all(IntStream.range(0, many)
                .mapToObj(number -> (Callable<Boolean>) () -> guess.right(number))
                .toArray(Callable[]::new));
    }

    private String signOn(String password) {
        try {
            return Desk.location(new Desk(port()).signOn(name, password));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
