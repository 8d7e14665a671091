package io.polisflow.process.models.gate;

import java.util.Set;

/** Which variables the code writes where no model shows it. Rather too many than too few: what is not named here is surely not written. */
interface WrittenVariables {

    /** @return what the delegate or listener may write */
    Set<String> by(String bean);

    /** @return what may come along with a message into an instance of the process, from our code or another program */
    Set<String> with(String message, String processKey);

    /** @return what the code of the process knows, so that whoever starts it may bring it */
    Set<String> into(String processKey);
}
