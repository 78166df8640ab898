using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;

namespace FundingAlerts.Tests.Opportunities.Printed;

public class StatusTextTests
{
    [Theory]
    [Table("""
        Open for applications                  ¦ Open
        We are now accepting applications      ¦ Open
        Currently open                         ¦ Open
        Closing soon                           ¦ Open
        Opens soon                             ¦ Forthcoming
        Not yet open                           ¦ Forthcoming
        Planned                                ¦ Forthcoming
        No longer open                         ¦ Closed
        The deadline has passed                ¦ Closed
        Expired                                ¦ Closed
        Temporarily closed                     ¦ Closed
        Nog niet open                          ¦ Forthcoming
        Binnenkort open                        ¦ Forthcoming
        Aanvragen is niet meer mogelijk        ¦ Closed
        Opengesteld                            ¦ Open
        In Vorbereitung                        ¦ Forthcoming
        Geschlossen                            ¦ Closed
        Antragstellung möglich                 ¦ Open
        Antragstellung nicht mehr möglich      ¦ Closed
        Clôturé                                ¦ Closed
        Fermé                                  ¦ Closed
        À venir                                ¦ Forthcoming
        Ouvert aux candidatures                ¦ Open
        Pas encore ouvert                      ¦ Forthcoming
        31094503                               ¦ Closed
        99999998                               ¦ Closed
        (invite only)                          ¦ Unknown
        Open Science                           ¦ Unknown
        Round one is closed, round two is open ¦ Unknown
        Forthcoming Open Closed                ¦ Unknown
        This call is not closed                ¦ Unknown
        Previously open                        ¦ Unknown
        Was open until 5 May                   ¦ Unknown
        Closed - reopens in 2027               ¦ Unknown
        clôture prochaine                      ¦ Open
        """)]
    public void A_status_is_read_from_its_words(string text, OpportunityStatus expected) => StatusText.Read(text, new()).ShouldBe(expected);
}
