/** What each picture draws, for whoever meets its symbols for the first time: formula, symbols in words, source. By the card's title. */
export interface PlotNote {
  /** TeX. */
  readonly formula: string;
  readonly help: string;
  readonly source: string;
}

export const plotNotes: Readonly<Record<string, PlotNote>> = {
  Function: {
    formula: 'f_t(x)',
    help: 'The output f of every model at time t, at each probe input x. Circles are the training points (x_i, y_i).',
    source: 'Mathematics §1',
  },
  'Prediction error': {
    formula: '\\Bigl(\\tfrac1P \\sum_x (\\tilde f_t(x) - f_t(x))^2\\Bigr)^{1/2}',
    help: 'Root mean square, over the P probe points, of a theory’s output f̃ less the network’s output f at the same time t.',
    source: 'Mathematics §5',
  },
  Loss: {
    formula: 'L = \\tfrac1n \\sum_i \\ell(f(x_i), y_i)',
    help: 'The training loss over the n training points: ℓ = (f − y)²/2, or log(1 + e^{−yf}) for the logistic loss.',
    source: 'Mathematics §2',
  },
  'Kernel drift': {
    formula: '\\|K_t - K_0\\|_F / \\|K_0\\|_F',
    help: 'How far the tangent kernel K_t has moved from its start K_0, in the measure chosen below. Theories of a kernel at rest need this to be small.',
    source: 'Mathematics §3',
  },
  'Tangent kernel': {
    formula: "cK_t(x,x') = c\\,\\nabla_\\theta f(x) \\cdot \\nabla_\\theta f(x')",
    help: 'The kernel on the training points at time t, and its change since t = 0; c = m/α² in lazy time, so that all α can be compared.',
    source: 'Mathematics §3',
  },
  Spectrum: {
    formula: 'cK_t v_i = n \\lambda_i v_i',
    help: 'Eigenvalues of the kernel over n. With a kernel at rest the residual along v_i decays as e^{−λ_i t}.',
    source: 'JGH §5',
  },
  'Parameter motion': {
    formula: '\\|\\theta_\\ell(t) - \\theta_\\ell(0)\\| / \\|\\theta_\\ell(0)\\|',
    help: 'Distance of the parameters θ_ℓ of layer ℓ from their start, relative to their size there.',
    source: 'Mathematics §3',
  },
  Sharpness: {
    formula: '\\lambda_{\\max}(D^{1/2} H D^{1/2})',
    help: 'Largest eigenvalue of the Hessian H of the loss, D the learning-rate multipliers of the layers. Descent with step η is stable along a direction while this lies below 2/η.',
    source: 'Mathematics §2',
  },
  'SGD cloud': {
    formula: '\\mathrm{Cov}_{\\text{orders}}(f_t)',
    help: 'Every dot is one run of this network with another order of its batches; the ellipses reach to two standard deviations, of the runs and of what is expected around gradient descent.',
    source: 'HDR eq. 14–15',
  },
  'Spread over batch orders': {
    formula: '\\bigl(\\tfrac1n \\mathrm{tr}\\, \\mathrm{Cov}(f_t)\\bigr)^{1/2}',
    help: 'Standard deviation of the outputs over the orders of the batches: of the runs, as expected, and as for independent batches.',
    source: 'HDR eq. 14–15',
  },
  Verdict: {
    formula: '\\|\\tilde f_t - f_t\\|_{\\mathrm{rms}} / \\max_s \\|f_s\\|_{\\mathrm{rms}}',
    help: 'Every theory against the network at this moment, with what it assumes and whether that holds here.',
    source: 'Mathematics §5',
  },
  'Kernel entries': {
    formula: 'K^{(r)}(x_1, \\dots, x_r)',
    help: 'Histogram of all entries of the kernel of order r, the derivative of the kernel of order r − 1 along the gradients.',
    source: 'HY eq. 9–10',
  },
  'Kernel slices': {
    formula: 'K^{(3)}(x_i, x_j, x_k)',
    help: 'One map in (i, j) for every k: how the tangent kernel of x_i and x_j answers to a step along the gradient at x_k. Symmetric in i and j only.',
    source: 'HY eq. 9–10',
  },
  'Hierarchy kernels': {
    formula: 'c^{r-1} \\max |K^{(r)}|',
    help: 'Largest and root-mean-square entry of the kernels of order r = 2 … 5; they shrink with the width m, the higher the faster.',
    source: 'HY Theorem 2.3',
  },
  Identity: {
    formula: '\\partial_t K(x_i,x_j) = -\\tfrac1n \\sum_k K^{(3)}(x_i,x_j,x_k)\\, g_k',
    help: 'Left, the kernel’s rate measured along the run; right, what the third kernel and the residuals g say it is.',
    source: 'HY eq. 10',
  },
  Layers: {
    formula: 'K = \\sum_\\ell G^{(\\ell)}',
    help: 'Each layer’s share G of the tangent kernel and of its rate.',
    source: 'HY eq. 7',
  },
  Truncation: {
    formula: '\\tilde f^{(p)}_t - f_t',
    help: 'Error of the hierarchy truncated at order p, where the kernel of order p stays as it was at t₀ and all below it move.',
    source: 'HY eq. 15, Theorem 2.6',
  },
  'Horizon of validity': {
    formula: '\\min \\{ t > t_0 : \\|\\tilde f^{(p)}_t - f_t\\|_{\\mathrm{rms}} > \\epsilon \\}',
    help: 'From the expansion point t₀ until the error of order p first passes the tolerance.',
    source: 'HY Theorem 2.6',
  },
  'Predicted kernel': {
    formula: '\\tilde K^{(p)}_t - K_t',
    help: 'The tangent kernel that each truncation predicts at time t, and its difference to the network’s.',
    source: 'HY eq. 15',
  },
  'Discrete time': {
    formula: 'K_{t+1} = K_t + \\sum_j \\tfrac{(-\\eta)^j}{j!\\, n^j}\\, \\mathcal K^{(j+2)} g \\cdots g',
    help: 'The kernel’s change over one step η of gradient descent, and what remains of it after each order of η: after order j it falls as η^{j+1}.',
    source: 'HY eq. 29, corrected: Mathematics §5',
  },
  Discrepancies: {
    formula: '\\|f - \\tilde f\\|_{\\mathrm{rms}}',
    help: 'Four distances between a trained network and its theory, each with one reason alone: finite width, finite step, moving kernel, random start.',
    source: 'Mathematics §5',
  },
  Particles: {
    formula: 'f(x) = \\tfrac1m \\sum_j \\alpha\\, u_j\\, \\varphi(\\theta_j \\cdot x)',
    help: 'Every dot is a hidden neuron at its weights θ_j, coloured by its output weight u_j.',
    source: 'FDZ §V',
  },
  Density: {
    formula: '\\partial_t \\rho = \\nabla \\cdot (\\rho \\nabla g)',
    help: 'The density ρ of infinitely many neurons over θ, by finite volumes; g is the first variation of the energy.',
    source: 'FDZ eq. 21',
  },
  Dissipation: {
    formula: '\\tfrac{d}{dt} E = -\\int \\|\\nabla g\\|^2 d\\rho',
    help: 'Both sides of the identity: the rate of the energy along the run, and the mean squared velocity of the neurons.',
    source: 'FDZ eq. 22',
  },
  'Propagation of chaos': {
    formula: '\\mathbb E\\, |f_M - f_\\infty|^2 \\sim 1/M',
    help: 'Squared error of M independent neurons against infinitely many, at several times.',
    source: 'FDZ §V',
  },
  'Law at rest': {
    formula: '\\rho \\propto e^{-g/\\lambda_p}',
    help: 'Under noise of temperature λ_p the density comes to rest at this law; drawn is how far it is from it.',
    source: 'FDZ §V',
  },
  'Functions and their limit': {
    formula: 'f \\sim \\mathcal N(\\mu_t(x), \\sigma_t^2(x))',
    help: 'Trained networks of many seeds, their 10, 50 and 90 percentiles, over the band of the Gaussian process that they tend to as m → ∞.',
    source: 'JGH fig. 2',
  },
  Calibration: {
    formula: '\\Phi\\bigl((f - \\mu_t)/\\sigma_t\\bigr)',
    help: 'Where in the limit’s distribution each network lies. If the networks are draws of the limit, every place is equally frequent.',
    source: 'Talts et al. 2018',
  },
  'Kernel along the circle': {
    formula: 'K_t(x_0, x(\\gamma))',
    help: 'The tangent kernel between a fixed point of the circle and the point at angle γ, for networks of several widths, with Θ_∞ on top.',
    source: 'JGH fig. 1',
  },
  'Kernel against width': {
    formula: '\\|K_0 - \\Theta\\| / \\|\\Theta\\|',
    help: 'Distance of the kernels of finite networks from the limit Θ, and their spread over seeds, against the width m.',
    source: 'JGH Theorem 1',
  },
  'What every network does alike': {
    formula: '\\mathbb E_\\theta f_t - \\mu_t',
    help: 'The mean over networks less the mean of the limit: what does not average away over seeds, beside what the hierarchies predict for it.',
    source: 'HY Theorem 2.6',
  },
  'Deviation from the limit': {
    formula: 'f_t - \\mu_t',
    help: 'How much of the distance between network and limit is this seed’s own, and how much is every network’s.',
    source: 'HY Theorem 2.6',
  },
  'Principal components': {
    formula: '1 - e^{-\\lambda_i t}',
    help: 'How much of the target along each eigenvector v_i of the kernel is learned by time t: in the limit, and by the networks.',
    source: 'JGH §5',
  },
  'Residual by component': {
    formula: '\\langle v_i, y - f_t \\rangle',
    help: 'What is left to be learned along each eigenvector of the kernel, against time.',
    source: 'JGH §5, fig. 3',
  },
  'Phase diagram': {
    formula: "\\chi = \\sigma_w^2\\, \\mathbb E\\, \\varphi'(\\sqrt q Z)^2",
    help: 'Whether a small difference between two inputs shrinks (χ < 1, ordered) or grows (χ > 1, chaotic) with depth; the line is the edge χ = 1; q is the variance of the pre-activations deep in the network.',
    source: 'HDR §3',
  },
  'Correlation map': {
    formula: 'c^{\\ell+1} = f(c^\\ell)',
    help: 'One layer’s map of the correlation c of two inputs, and the path of a pair through the layers.',
    source: 'HDR §3',
  },
  'Correlation against depth': {
    formula: '|c^\\ell - c^*|',
    help: 'Distance of the correlation in layer ℓ from the fixed point c* of the map: a power of ℓ on the edge, e^{−ℓ/ξ} off it.',
    source: 'HDR §3',
  },
  'Average kernel': {
    formula: "K^L(x,x') / \\alpha_L",
    help: 'The tangent kernel of two inputs after L layers, over its growth α_L, and its distance from the limit.',
    source: 'HDR Theorem 1, Prop. 2, 3',
  },
  Conditioning: {
    formula: '\\kappa = \\lambda_{\\max} / \\lambda_{\\min}',
    help: 'Extreme eigenvalues of the limiting kernel on the training inputs against depth, and their ratio: the slowest direction of training.',
    source: 'HDR §3',
  },
  'Gradient norm by layer': {
    formula: '\\|\\partial L / \\partial W^\\ell\\|',
    help: 'Size of the loss’s gradient in each layer ℓ of networks at initialisation, over seeds, beside that of infinite width: it falls or grows by √χ a layer.',
    source: 'Schoenholz et al. 2017',
  },
  'Kernel spread over seeds': {
    formula: '\\mathbb E\\, K_0(x,x)^2 / (\\mathbb E\\, K_0(x,x))^2',
    help: 'How much the tangent kernel at initialisation differs from seed to seed, against depth over width; 1 is no spread.',
    source: 'Hanin & Nica 2020, Theorem 1',
  },
  'Plane of regimes': {
    formula: '(m, \\alpha)',
    help: 'Every cell is a trained network at its own width m and output scale α, coloured by the theory nearest to it or by a quantity.',
    source: 'FDZ §VI, fig. 7',
  },
};
