package planted.unasked.crm.deal;

import org.springframework.stereotype.Service;

/** A breach planted for ArchitectureTest. */
@Service
public class Letters {

    public void send(String dealNumber) {}
}
