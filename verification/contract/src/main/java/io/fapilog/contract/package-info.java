/** What is expected of every logging adapter, as tests, and the sink that shows what arrived. */
@NullMarked
package io.fapilog.contract;

import org.jspecify.annotations.NullMarked;
