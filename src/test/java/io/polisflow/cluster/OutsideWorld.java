package io.polisflow.cluster;

import io.polisflow.sandbox.SandboxProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.test.util.TestSocketUtils;

/** All simulated outside systems in a process of their own, which outlives the nodes and remembers what reached it. */
public final class OutsideWorld extends JavaProcess {

    private final URI address;
    private final int smtpPort;
    private final int imapPort;

    private OutsideWorld(URI address, int smtpPort, int imapPort, List<String> arguments) {
        super(
                "outside",
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                SandboxProcess.class,
                arguments,
                address.resolve("/sandbox/mail/messages?limit=0"));
        this.address = address;
        this.smtpPort = smtpPort;
        this.imapPort = imapPort;
    }

    /** @param insurer where its events go */
    static OutsideWorld before(URI insurer, List<String> settings) {
        int port = TestSocketUtils.findAvailableTcpPort();
        int smtpPort = TestSocketUtils.findAvailableTcpPort();
        int imapPort = TestSocketUtils.findAvailableTcpPort();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--polisflow.sandbox.mail.smtp-port=" + smtpPort,
                "--polisflow.sandbox.mail.imap-port=" + imapPort,
                "--polisflow.sandbox.telephony.hook-url=" + insurer.resolve("/hooks/telephony"),
                "--polisflow.sandbox.edo.hook-url=" + insurer.resolve("/hooks/edo"),
                "--polisflow.sandbox.policy.hook-url=" + insurer.resolve("/hooks/policy")));
        arguments.addAll(settings);
        return new OutsideWorld(URI.create("http://localhost:" + port), smtpPort, imapPort, arguments);
    }

    public URI address() {
        return address;
    }

    public int smtpPort() {
        return smtpPort;
    }

    public int imapPort() {
        return imapPort;
    }
}
